using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using JasperFx;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Schema;

namespace AdvancedAlchemy.Marten;

/// <summary>How the documents of a type are stored, as far as SQL of our own needs it.</summary>
internal sealed partial class DocumentTable
{
    private readonly Func<object, object?> _id;
    private readonly Func<object, object?> _ownId;
    private readonly ConcurrentDictionary<string, UniqueKey?> _keys = new();
    private readonly ConcurrentDictionary<string, NumberStock> _stocks = new();
    private IReadOnlyList<UniqueKey>? _allKeys;
    private readonly ConcurrentDictionary<MemberInfo[], string> _locators = new();
    private readonly ConcurrentDictionary<MemberPath, string> _sql = new();

    private DocumentTable(DocumentMapping mapping)
    {
        Mapping = mapping;
        Name = mapping.TableName.QualifiedName;
        IsTenanted = mapping.TenancyStyle == TenancyStyle.Conjoined;
        IsSoftDeleted = mapping.DeleteStyle == DeleteStyle.SoftDelete;
        IsRevisioned = typeof(IRevisioned).IsAssignableFrom(mapping.DocumentType);
        _id = IdGetter(mapping.IdMember!, out var idType);
        _ownId = OwnIdGetter(mapping.IdMember!);
        IdType = idType;
        Numbers = NumberMember.For(mapping.IdMember!);
    }

    public DocumentMapping Mapping { get; }

    /// <summary>Schema and table, quoted where need be.</summary>
    public string Name { get; }

    public bool IsTenanted { get; }

    public bool IsSoftDeleted { get; }

    /// <summary>Whether all documents of the table are revisioned: a subclass alone has no revision to compare with.</summary>
    public bool IsRevisioned { get; }

    /// <summary>The type of the stored id; that of the wrapped value where the id is a strong-typed one.</summary>
    public Type IdType { get; }

    public static DocumentTable Of(IQuerySession session, Type type) => Of(session.DocumentStore, type);

    public static DocumentTable Of(IDocumentStore store, Type type) => new(RootOf(store, type));

    /// <summary>The mapping that a document type is stored by: of a subclass that of its root, which may be an interface.</summary>
    public static DocumentMapping RootOf(IDocumentStore store, Type type)
    {
        if (store.Options.FindOrResolveDocumentType(type) is DocumentMapping own) return own;
        foreach (var known in store.Options.AllKnownDocumentTypes())
        {
            if (known is DocumentMapping root && root.SubClasses.Any(s => s.DocumentType == type)) return root;
        }

        throw new InvalidOperationException($"{type.Name} is not a document type of the store.");
    }

    /// <summary>The id as a number; null when it is none.</summary>
    public NumberMember? Numbers { get; }

    /// <summary>The stored id.</summary>
    public object IdOf(object document) => _id(document)!;

    /// <summary>The id as the document has it: a strong-typed one is not unwrapped.</summary>
    public object OwnIdOf(object document) => _ownId(document)!;

    public Array IdsOf(IReadOnlyList<object> documents)
    {
        var ids = Array.CreateInstance(IdType, documents.Count);
        for (var i = 0; i < documents.Count; i++) ids.SetValue(IdOf(documents[i]), i);
        return ids;
    }

    /// <summary>Stored ids as an array that Npgsql knows the type of.</summary>
    public Array ArrayOf(IReadOnlyCollection<object> storedIds)
    {
        var ids = Array.CreateInstance(IdType, storedIds.Count);
        var i = 0;
        foreach (var id in storedIds) ids.SetValue(id, i++);
        return ids;
    }

    /// <summary>The key of a direct member in the JSON body.</summary>
    public string KeyOf(MemberInfo member) => KeysOf([member])[^1];

    /// <summary>The keys that lead to a member in the JSON body.</summary>
    public IReadOnlyList<string> KeysOf(MemberInfo[] path)
    {
        // the locator is the serializer's own word for it: (data -> 'Outer') ->> 'Inner', doubled quotes inside
        var locator = Locator(path);
        if (!locator.Contains("->", StringComparison.Ordinal))
        {
            // a member with a column has the column for a locator, and is told where the column is filled
            foreach (var field in Mapping.DuplicatedFields)
            {
                if (field.ColumnName == locator) locator = field.UpdateSqlFragment();
            }
        }

        List<string> keys = [];
        foreach (System.Text.RegularExpressions.Match step in JsonStep().Matches(locator)) keys.Add(step.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal));
        return keys;
    }

    /// <summary>How the member is stored, in the words that the table's indexes use.</summary>
    public string Locator(params MemberInfo[] path) => _locators.GetOrAdd(path, p => new ComputedIndex(Mapping, p).Columns![0]);

    /// <summary>The look for one value of a member; written once.</summary>
    public string SqlFor(MemberPath member, Func<DocumentTable, MemberPath, string> write) => _sql.GetOrAdd(member, static (member, made) => made.write(made.table, member), (table: this, write));

    /// <summary>The unique index for a shape of filters; found out once.</summary>
    public UniqueKey? KeyFor(string shape, Func<UniqueKey?> find) => _keys.GetOrAdd(shape, static (_, find) => find(), find);

    /// <summary>All unique indexes; found out once.</summary>
    public IReadOnlyList<UniqueKey> Keys(Func<IReadOnlyList<UniqueKey>> find) =>
        _allKeys ?? Interlocked.CompareExchange(ref _allKeys, find(), null) ?? _allKeys;

    /// <summary>Numbers for new documents; null when the ids are none.</summary>
    public NumberStock? Stock(string database) =>
        Numbers is null ? null : _stocks.GetOrAdd(database, static (_, table) => new NumberStock(table, table.Numbers!), this);

    [System.Text.RegularExpressions.GeneratedRegex("->>? '((?:[^']|'')*)'")]
    private static partial System.Text.RegularExpressions.Regex JsonStep();

    private static Func<object, object?> OwnIdGetter(MemberInfo member)
    {
        var document = Expression.Parameter(typeof(object));
        var id = Expression.MakeMemberAccess(Expression.Convert(document, member.DeclaringType!), member);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(id, typeof(object)), document).Compile();
    }

    private static Func<object, object?> IdGetter(MemberInfo member, out Type idType)
    {
        var document = Expression.Parameter(typeof(object));
        Expression id = Expression.MakeMemberAccess(Expression.Convert(document, member.DeclaringType!), member);
        var bare = Nullable.GetUnderlyingType(id.Type) ?? id.Type;
        if (bare != typeof(Guid) && bare != typeof(string) && bare != typeof(int) && bare != typeof(long) && bare.GetProperties() is [var wrapped])
        {
            if (id.Type != bare) id = Expression.Convert(id, bare);
            id = Expression.Property(id, wrapped);
        }

        idType = Nullable.GetUnderlyingType(id.Type) ?? id.Type;
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(id, typeof(object)), document).Compile();
    }
}
