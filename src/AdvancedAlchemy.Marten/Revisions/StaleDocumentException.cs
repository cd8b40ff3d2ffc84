using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>A document was not saved, because somebody else has changed or deleted it since it was read.</summary>
/// <remarks>
/// Thrown by <c>SaveChangesAsync</c>, which then has saved nothing. The session keeps its pending changes, as Marten's does
/// after every failure: eject the document (<c>session.Eject(document)</c>), load it again, apply the change and save, or use a new
/// session. A new document under a generated id that is stored already is refused with Marten's plain <see cref="ConcurrencyException"/>.
/// Several stale documents in one save come in an <see cref="AggregateException"/>.
/// </remarks>
public sealed class StaleDocumentException : ConcurrencyException
{
    private readonly IDocumentStore _store;

    internal StaleDocumentException(IDocumentStore store, string tenantId, Type documentType, object id, long held, long? stored)
        : base(Explain(documentType, id, held, stored), documentType, id)
    {
        _store = store;
        TenantId = tenantId;
        DocumentType = documentType;
        HeldRevision = held;
        StoredRevision = stored;
    }

    /// <summary>The type of the document.</summary>
    public Type DocumentType { get; }

    /// <summary>The tenant that it was to be saved in.</summary>
    public string TenantId { get; }

    /// <summary>The revision that was read and changed; 0 for a document that was taken for a new one.</summary>
    public long HeldRevision { get; }

    /// <summary>The revision that was stored when the save was refused; null when the document was gone.</summary>
    public long? StoredRevision { get; }

    /// <summary>Loads the document as it is stored now, in a session of its own.</summary>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="token">Gives up.</param>
    /// <returns>The document, or null when there is none.</returns>
    /// <exception cref="ObjectDisposedException">The store has been disposed since.</exception>
    public async Task<T?> LoadCurrentAsync<T>(CancellationToken token = default) where T : notnull
    {
        var session = _store.QuerySession(TenantId);
        await using (session.ConfigureAwait(false)) return await session.LoadAsync<T>(Id, token).ConfigureAwait(false);
    }

    private static string Explain(Type type, object id, long held, long? stored) => (held, stored) switch
    {
        (_, null) => $"{type.Name} #{id} was deleted by somebody else after revision {held} was read, so the change was not saved.",
        (0, _) => $"{type.Name} #{id} was to be saved as a new document, but is stored already, at revision {stored}. Load it and change that, or give the new one another id.",
        _ => $"{type.Name} #{id} was changed by somebody else: revision {held} was read, revision {stored} is stored. Load it again, apply the change and save; LoadCurrentAsync gives the stored copy.",
    };
}
