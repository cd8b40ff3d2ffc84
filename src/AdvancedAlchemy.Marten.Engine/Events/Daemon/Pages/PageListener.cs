using Marten.Engine.Sessions;
using Marten.Services;

namespace Marten.Engine.Events.Daemon;

/// <summary>Tells somebody of the save of a page.</summary>
internal sealed class PageListener(IChangeListener listener) : DocumentSessionListenerBase
{
    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token) =>
        listener.BeforeCommitAsync(session, new ChangeSet([.. ((DocumentSession)session).Core.Work.Operations]), token);

    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) => listener.AfterCommitAsync(session, commit, token);
}
