using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>What the layer knows of a document type: found out once for each store, so that a save needs no reflection.</summary>
internal abstract class DocumentModel(Type type, bool isProjected)
{
    public Type Type { get; } = type;

    public bool IsRevisioned { get; } = !isProjected && typeof(IRevisioned).IsAssignableFrom(type);

    public bool IsStamped { get; } = !isProjected && (typeof(IAudited).IsAssignableFrom(type) || typeof(IUserAudited).IsAssignableFrom(type));

    public bool IsSlugged { get; } = !isProjected && typeof(ISlugged).IsAssignableFrom(type);

    public static DocumentModel Create(Type type, AdvancedAlchemyOptions options) =>
        (DocumentModel)Activator.CreateInstance(typeof(DocumentModel<>).MakeGenericType(type), [options.IsProjected(type)])!;

    /// <summary>The mapping, once a session of the store has asked for it.</summary>
    public DocumentTable Table(IQuerySession session) => _table ??= DocumentTable.Of(session, Type);

    private DocumentTable? _table;

    public abstract void Update(IDocumentOperations operations, object document);
}

/// <summary>Calls Marten's generic methods for documents whose type is only known when running.</summary>
internal sealed class DocumentModel<T>(bool isProjected) : DocumentModel(typeof(T), isProjected) where T : notnull
{
    public override void Update(IDocumentOperations operations, object document) => operations.Update((T)document);
}
