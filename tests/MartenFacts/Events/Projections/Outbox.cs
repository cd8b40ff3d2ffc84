using System.Collections.Concurrent;
using JasperFx.Events;
using Marten;
using Marten.Events.Aggregation;
using Marten.Internal.Sessions;
using Marten.Services;

namespace MartenFacts.Events.Projections;

/// <summary>Remembers what was sent, when the save was there.</summary>
public sealed class Outbox : IMessageOutbox
{
    private readonly ConcurrentQueue<Batch> _batches = [];

    public IReadOnlyList<Batch> Batches => [.. _batches];

    /// <summary>What the background sends is sent after its page was committed: whoever waited for the page may be here before it.</summary>
    public IEnumerable<object> Sent => _batches.Where(b => b.IsCommitted).SelectMany(b => b.Messages).Select(m => m.Message);

    public ValueTask<IMessageBatch> CreateBatch(DocumentSessionBase session)
    {
        var batch = new Batch();
        _batches.Enqueue(batch);
        return new ValueTask<IMessageBatch>(batch);
    }

    public sealed class Batch : IMessageBatch
    {
        private bool _isCommitted;

        public List<(object Message, string TenantId, object? Header)> Messages { get; } = [];

        public bool IsCommitted
        {
            get => Volatile.Read(ref _isCommitted);
            private set => Volatile.Write(ref _isCommitted, value);
        }

        public ValueTask PublishAsync<T>(T message, string tenantId)
        {
            Messages.Add((message!, tenantId, null));
            return default;
        }

        public ValueTask PublishAsync<T>(T message, MessageMetadata metadata)
        {
            Messages.Add((message!, metadata.TenantId, metadata.Headers?["why"]));
            return default;
        }

        public Task BeforeCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
        {
            session.Store(new Outgoing { Id = Guid.NewGuid(), Count = Messages.Count });
            return Task.CompletedTask;
        }

        public Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
        {
            IsCommitted = true;
            return Task.CompletedTask;
        }
    }
}

public sealed class Outgoing
{
    public Guid Id { get; set; }

    public int Count { get; set; }
}
