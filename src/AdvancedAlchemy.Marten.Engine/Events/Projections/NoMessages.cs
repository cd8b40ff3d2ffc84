using Marten.Events.Aggregation;
using Marten.Services;

namespace Marten.Engine.Events.Projections;

/// <summary>The outbox of stores that have none: what is published reaches nobody.</summary>
internal sealed class NoMessages : IMessageOutbox, IMessageBatch
{
    public ValueTask<IMessageBatch> CreateBatch(DocumentSessionBase session) => new(this);

    public ValueTask PublishAsync<T>(T message, string tenantId) => default;

    public Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) => Task.CompletedTask;

    public Task BeforeCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) => Task.CompletedTask;
}
