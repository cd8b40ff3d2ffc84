using Marten.Services;

namespace Marten;

/// <summary>Hears of what happens in a session, and may change what is about to be saved.</summary>
public interface IDocumentSessionListener
{
    /// <summary>Called once per save that has something to write; what it stores or changes is saved along.</summary>
    Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token);

    /// <summary>Called after the commit; what is stored here on the same session is lost.</summary>
    Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token);

    void DocumentLoaded(object id, object document);

    void DocumentAddedForStorage(object id, object document);
}
