using Marten.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Marten.Engine.Events.Daemon;

/// <summary>Keeps the services of a page until it is saved.</summary>
internal sealed class ScopedListener(IChangeListener listener, AsyncServiceScope scope) : IChangeListener, IAsyncDisposable
{
    public Task BeforeCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) => listener.BeforeCommitAsync(session, commit, token);

    public Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) => listener.AfterCommitAsync(session, commit, token);

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
