using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>Deleting no more than what was seen.</summary>
public static class CheckedDeletionExtensions
{
    /// <summary>Deletes the document when the session is saved, unless somebody else has changed or deleted it since it was read.</summary>
    /// <remarks>
    /// Marten's own <c>Delete</c> deletes whatever is there. A soft-deleted type is marked as deleted. Pending writes of the
    /// document are taken back.
    /// </remarks>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="session">The unit of work; the save throws <see cref="StaleDocumentException"/> when the document is stale.</param>
    /// <param name="document">The document as it was read.</param>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> or <paramref name="document"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The store is not set up with <c>UseAdvancedAlchemy()</c>, or the document is stored as a base class or interface that is not <see cref="IRevisioned"/>.
    /// </exception>
    public static void DeleteChecked<T>(this IDocumentSession session, T document) where T : IRevisioned
    {
        ArgumentNullException.ThrowIfNull(document);
        var model = LayerOf.Session(session).Model(document.GetType());
        session.Eject(document);
        session.QueueOperation(new CheckedDeletion(model, Sentinel.RevisionedTable(session, model), document, session.TenantId, SessionState.Of(session)));
    }
}
