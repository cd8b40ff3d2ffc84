using Marten.Engine.Schema;
using System.Reflection;
using Marten.Engine.Members;
using Marten.Linq.Members;
using Marten.Schema.Indexing.Unique;
using Weasel.Postgresql.Tables;

namespace Marten.Schema;

public partial class DocumentMapping
{
    public DuplicatedField DuplicateField(
        MemberInfo[] members, string? pgType = null, string? columnName = null, bool notNull = false, bool partOfPrimaryKey = false)
    {
        if (partOfPrimaryKey) throw new NotSupportedException("A duplicated field cannot be part of the primary key here; partition by soft deletion is the only partitioning");
        var existing = _duplicated.FirstOrDefault(f => f.Members.Select(m => m.Name).SequenceEqual(members.Select(m => m.Name)));
        if (existing is not null)
        {
            existing.ChangeTo(pgType, null, notNull);
            if (columnName is not null) existing.ColumnName = columnName;
            return existing;
        }

        var field = new DuplicatedField(this, members, pgType, columnName, notNull);
        _duplicated.Add(field);
        return field;
    }

    public DuplicatedField DuplicateField(string memberName, string? pgType = null, bool notNull = false) =>
        DuplicateField([Member(memberName)], pgType, notNull: notNull);

    public DocumentForeignKey AddForeignKey(string memberName, Type referenceType) => AddForeignKey([Member(memberName)], referenceType);

    public DocumentForeignKey AddForeignKey(MemberInfo[] members, Type referenceType)
    {
        var field = DuplicateField(members);
        AddColumnIndex(field);
        var key = new DocumentForeignKey(() => field.ColumnName, this, referenceType);
        ForeignKeys.Add(key);
        return key;
    }

    public DocumentIndex AddIndex(params string[] columns)
    {
        var existing = Indexes.OfType<DocumentIndex>().FirstOrDefault(i => i.Columns!.SequenceEqual(columns));
        if (existing is not null) return existing;
        return Add(new DocumentIndex(this, columns));
    }

    public IEnumerable<DocumentIndex> IndexesFor(string column) => Indexes.OfType<DocumentIndex>().Where(i => i.Columns!.Contains(column));

    public IndexDefinition AddUniqueIndex(
        MemberInfo[][] members,
        UniqueIndexType indexType = UniqueIndexType.Computed,
        string? indexName = null,
        IndexMethod indexMethod = IndexMethod.btree,
        TenancyScope tenancyScope = TenancyScope.Global)
    {
        IndexDefinition index;
        if (indexType == UniqueIndexType.Computed)
        {
            index = Add(new ComputedIndex(this, members) { TenancyScope = tenancyScope });
        }
        else
        {
            var fields = members.Select(m => DuplicateField(m)).ToArray();
            var single = fields.Length == 1 ? Indexes.OfType<DocumentIndex>().FirstOrDefault(i => i.Columns!.SequenceEqual([fields[0].ColumnName])) : null;
            index = single ?? Add(new DocumentIndex(this, () => [.. fields.Select(f => f.ColumnName)]));
            ((DocumentIndex)index).TenancyScope = tenancyScope;
        }

        index.IsUnique = true;
        index.Method = indexMethod;
        if (indexName is not null) index.Name = indexName;
        return index;
    }

    public DocumentIndex AddGinIndexToData()
    {
        var index = AddIndex("data");
        index.ToGinWithJsonbPathOps();
        return index;
    }

    public DocumentIndex AddGinIndexToDataMember(MemberInfo[] members)
    {
        var index = Add(new DocumentIndex(this, () => [$"({Members.InBody(DocumentType, members, "data").Json})"]));
        index.NameSource = () =>
            $"{TableName.Name}_idx_{IndexNaming.SnakePath(Members.InBody(DocumentType, members, "data").Keys)}_gin";
        index.ToGinWithJsonbPathOps();
        return index;
    }

    public DocumentIndex AddLastModifiedIndex(Action<DocumentIndex>? configure = null) => AddMetadataIndex("mt_last_modified", configure);

    public DocumentIndex AddCreatedAtIndex(Action<DocumentIndex>? configure = null) => AddMetadataIndex("mt_created_at", configure);

    public DocumentIndex? AddTenantIdIndex(Action<DocumentIndex>? configure = null) => AddMetadataIndex("tenant_id", configure);

    public DocumentIndex AddDeletedAtIndex(Action<DocumentIndex>? configure = null) => AddMetadataIndex("mt_deleted_at", i =>
    {
        i.Predicate = "mt_deleted";
        configure?.Invoke(i);
    });

    internal DocumentIndex AddColumnIndex(DuplicatedField field) => AddLazily(() => [field.ColumnName], field);

    /// <summary>Where the member is stored, preferring a column of its own over the body.</summary>
    /// <param name="path">The members from the document to the value.</param>
    /// <param name="source">The body: <c>d.data</c> or <c>data</c>.</param>
    /// <param name="columns">What goes before a column: <c>d.</c> or nothing.</param>
    internal DocumentMember FindMember(MemberInfo[] path, string source, string columns)
    {
        if (ColumnOf(path) is not { } column) return Members.InBody(DocumentType, path, source);
        var body = Members.InBody(DocumentType, path, source);
        var name = columns + Identifier.Quote(column);
        return new DocumentMember
        {
            Type = body.Type,
            Path = path,
            Keys = body.Keys,
            Scalar = Members.Scalars.FindForColumn(body.Type) ?? body.Scalar,
            Column = column,
            Raw = name,
            Typed = name,
            Json = body.Json,
        };
    }

    private string? ColumnOf(MemberInfo[] path)
    {
        if (path.Length == 1)
        {
            if (IdMember is { } id && Same(id, path[0])) return "id";
            foreach (var metadata in Metadata.All)
            {
                if (metadata.Enabled && metadata.Member is { } member && Same(member, path[0])) return metadata.Name;
            }
        }

        foreach (var field in _duplicated)
        {
            if (field.Members.Length == path.Length && field.Members.Zip(path).All(p => Same(p.First, p.Second))) return field.ColumnName;
        }

        return null;
    }

    // A member may be reached through a base class or an interface of the document.
    private static bool Same(MemberInfo left, MemberInfo right) => left == right
        || (left.Name == right.Name && left.MemberType == right.MemberType && AreRelated(left.DeclaringType!, right.DeclaringType!));

    // Two subclasses may each have a member of the same name.
    private static bool AreRelated(Type one, Type other) => one.IsAssignableFrom(other) || other.IsAssignableFrom(one) || one.IsInterface || other.IsInterface;

    private DocumentIndex AddMetadataIndex(string column, Action<DocumentIndex>? configure)
    {
        var index = AddIndex(column);
        configure?.Invoke(index);
        return index;
    }

    private DocumentIndex AddLazily(Func<string[]> columns, object owner)
    {
        var existing = Indexes.OfType<DocumentIndex>().FirstOrDefault(i => ReferenceEquals(i.Owner, owner));
        return existing ?? Add(new DocumentIndex(this, columns) { Owner = owner });
    }

    private T Add<T>(T index) where T : IndexDefinition
    {
        Indexes.Add(index);
        return index;
    }

    private MemberInfo Member(string name) =>
        DocumentType.GetMember(name, MemberTypes.Property | MemberTypes.Field, BindingFlags.Instance | BindingFlags.Public).FirstOrDefault()
        ?? throw new ArgumentException($"{DocumentType.Name} has no public property or field '{name}'", nameof(name));
}
