using Marten.Services;

namespace Marten;

/// <summary>A listener that does nothing; override what is wanted.</summary>
public abstract class DocumentSessionListenerBase : IDocumentSessionListener
{
    public virtual Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token) => Task.CompletedTask;

    public virtual Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) => Task.CompletedTask;

    public virtual void DocumentLoaded(object id, object document)
    {
    }

    public virtual void DocumentAddedForStorage(object id, object document)
    {
    }
}
