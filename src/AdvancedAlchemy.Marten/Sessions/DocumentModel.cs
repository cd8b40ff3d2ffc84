using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>What the layer knows of a document type: found out once for each store, so that a save needs no reflection.</summary>
internal abstract class DocumentModel(Type type, AdvancedAlchemyOptions options)
{
    public Type Type { get; } = type;

    /// <summary>Whether it is made of events, which say everything about it.</summary>
    public bool IsProjected { get; } = options.IsProjected(type);

    public bool IsRevisioned { get; } = !options.IsProjected(type) && typeof(IRevisioned).IsAssignableFrom(type);

    public bool IsStamped { get; } = !options.IsProjected(type) && (typeof(IAudited).IsAssignableFrom(type) || typeof(IUserAudited).IsAssignableFrom(type));

    public bool IsSlugged { get; } = !options.IsProjected(type) && typeof(ISlugged).IsAssignableFrom(type);

    /// <summary>The rules for the slugs of a slugged type.</summary>
    public SlugRule Slugs => field ??= options.SlugRules.Of(Type);

    public static DocumentModel Create(Type type, AdvancedAlchemyOptions options) =>
        (DocumentModel)Activator.CreateInstance(typeof(DocumentModel<>).MakeGenericType(type), [options])!;

    /// <summary>The mapping, once a session of the store has asked for it.</summary>
    public DocumentTable Table(IQuerySession session) => _table ?? Once(ref _table, DocumentTable.Of(session, Type));

    /// <summary>How the slugs of a type are stored that has a table of its own.</summary>
    public SlugTable SlugTable(IQuerySession session) =>
        _slugTable ?? Once(ref _slugTable, new SlugTable(this, Table(session), Slugs.KeepsOld ? DocumentTable.Of(session, typeof(OldSlug)) : null));

    // Two sessions that come first have one and the same: what belongs together in a save is told by it.
    private static T Once<T>(ref T? field, T made) where T : class => Interlocked.CompareExchange(ref field, made, null) ?? made;

    private SlugTable? _slugTable;
    private DocumentTable? _table;

    public abstract void Update(IDocumentOperations operations, object document);
}

/// <summary>Calls Marten's generic methods for documents whose type is only known when running.</summary>
internal sealed class DocumentModel<T>(AdvancedAlchemyOptions options) : DocumentModel(typeof(T), options) where T : notnull
{
    public override void Update(IDocumentOperations operations, object document) => operations.Update((T)document);
}
