using System.Linq.Expressions;
using Marten.Engine.Members;
using Marten.Schema.Indexing.Unique;
using NpgsqlTypes;

namespace Marten.Schema;

/// <summary>How the documents of type <typeparamref name="T"/> are stored.</summary>
public partial class DocumentMapping<T>(StoreOptions storeOptions) : DocumentMapping(typeof(T), storeOptions)
{
    public void Index(Expression<Func<T, object?>> expression, Action<ComputedIndex>? configure = null) => Index([expression], configure);

    public void Index(IReadOnlyCollection<Expression<Func<T, object?>>> expressions, Action<ComputedIndex>? configure = null)
    {
        var index = new ComputedIndex(this, [.. expressions.SelectMany(MemberPaths.AllOf)]);
        configure?.Invoke(index);
        Indexes.Add(index);
    }

    public void UniqueIndex(UniqueIndexType indexType, string? indexName, params Expression<Func<T, object?>>[] expressions) =>
        UniqueIndex(indexType, indexName, TenancyScope.Global, expressions);

    public void UniqueIndex(
        UniqueIndexType indexType, string? indexName, TenancyScope tenancyScope = TenancyScope.Global, params Expression<Func<T, object?>>[] expressions) =>
        AddUniqueIndex([.. expressions.SelectMany(MemberPaths.AllOf)], indexType, indexName, tenancyScope: tenancyScope);

    public void Duplicate(
        Expression<Func<T, object?>> expression,
        string? pgType = null,
        NpgsqlDbType? dbType = null,
        Action<DocumentIndex>? configure = null,
        bool notNull = false,
        bool partOfPrimaryKey = false)
    {
        var field = DuplicateField(MemberPaths.Of(expression), pgType, notNull: notNull, partOfPrimaryKey: partOfPrimaryKey);
        if (dbType is { } type) field.DbType = type;
        var index = AddColumnIndex(field);
        configure?.Invoke(index);
    }
}
