using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Services;
using Marten.Subscriptions;

namespace MartenFacts.Events.Daemon;

/// <summary>Keeps what it is given, and writes a line for each event.</summary>
public sealed class Inbox : SubscriptionBase, IChangeListener
{
    public List<IEvent> Received { get; } = [];

    public int Pages { get; private set; }

    public int Committed { get; private set; }

    /// <summary>What it does about a page besides keeping it.</summary>
    public Func<EventRange, ISubscriptionController, Task<object?>>? Instead { get; set; }

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        Pages++;
        Received.AddRange(page.Events);
        foreach (var e in page.Events) operations.Store(new Line(e.Id, e.Sequence));
        if (Instead is not null) await Instead(page, controller);
        return this;
    }

    public Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        Committed++;
        return Task.CompletedTask;
    }

    public Task BeforeCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) => Task.CompletedTask;
}
