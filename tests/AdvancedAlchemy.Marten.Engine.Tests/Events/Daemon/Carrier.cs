using System.Collections.Concurrent;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Services;
using Marten.Subscriptions;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

public sealed class Round
{
    public ConcurrentQueue<string> Carried { get; } = [];

    public ConcurrentQueue<Bag> Emptied { get; } = [];

    /// <summary>Whether the next page is not to be saved.</summary>
    public bool Fails { get; set; }
}

public sealed class Bag(Round round) : IDisposable
{
    public bool IsOpen { get; private set; } = true;

    public void Dispose()
    {
        IsOpen = false;
        round.Emptied.Enqueue(this);
    }
}

/// <summary>A subscription whose listener needs its services after the commit.</summary>
public sealed class Carrier(Round round, Bag bag) : ISubscription, IChangeListener
{
    public Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken) => Task.FromResult<IChangeListener>(this);

    public Task BeforeCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        if (!round.Fails) return Task.CompletedTask;
        round.Fails = false;
        throw new InvalidOperationException("not this time");
    }

    public Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        round.Carried.Enqueue(bag.IsOpen ? "open" : "closed");
        return Task.CompletedTask;
    }
}
