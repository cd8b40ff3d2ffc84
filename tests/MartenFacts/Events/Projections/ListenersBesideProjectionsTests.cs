using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Services;

namespace MartenFacts.Events.Projections;

public class ListenersBesideProjectionsTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private sealed class Interfering(Guid other) : DocumentSessionListenerBase
    {
        public Func<Task>? Meanwhile { get; set; }

        public override async Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            if (Meanwhile is not { } meanwhile) return;
            Meanwhile = null;
            await meanwhile();
            session.Events.Append(other, new Withdrawn(1));
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_document_is_not_saved_of_another_version_than_it_was_made_of_when_a_listener_appends_too(EventAppendMode mode)
    {
        var listener = new Interfering(Guid.NewGuid());
        var store = EventStore(mode, o =>
        {
            o.Listeners.Add(listener);
            o.Projections.Snapshot<Sum>(SnapshotLifecycle.Inline);
        });
        var id = await StartAsync(store, new Deposited(1));
        listener.Meanwhile = () => AppendAsync(store, id, new Deposited(10));
        await using (var session = store.LightweightSession())
        {
            session.Events.Append(id, new Deposited(100));
            await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());
        }

        await using var reading = store.QuerySession();
        (await reading.LoadAsync<Sum>(id))!.Total.ShouldBe(11);
        (await FetchAsync(store, id)).Count.ShouldBe(2);
    }

    private sealed class Throwing : DocumentSessionListenerBase
    {
        public bool IsOn { get; set; }

        public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) =>
            IsOn ? throw new InvalidOperationException("after the commit") : Task.CompletedTask;
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task What_is_committed_is_sent_and_not_sent_again_when_a_listener_fails_after_the_commit(EventAppendMode mode)
    {
        var (listener, outbox) = (new Throwing(), new Outbox());
        var store = EventStore(mode, o =>
        {
            o.Listeners.Add(listener);
            o.Events.MessageOutbox = outbox;
            o.Events.EnableSideEffectsOnInlineProjections = true;
            o.Projections.Add(new Telling(), ProjectionLifecycle.Inline);
        });
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream(new Deposited(1)).Id;
        listener.IsOn = true;
        (await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync())).Message.ShouldBe("after the commit");
        outbox.Sent.ShouldBe([1m]);

        listener.IsOn = false;
        await session.SaveChangesAsync();
        outbox.Sent.ShouldBe([1m]);
        (await FetchAsync(store, id)).Count.ShouldBe(1);
    }

    public sealed class Sum
    {
        public Guid Id { get; set; }

        public decimal Total { get; set; }

        public void Apply(Deposited deposited) => Total += deposited.Amount;
    }

    public sealed partial class Telling : SingleStreamProjection<Sum, Guid>
    {
        public override ValueTask RaiseSideEffects(IDocumentOperations operations, IEventSlice<Sum> slice)
        {
            slice.PublishMessage(slice.Snapshot!.Total);
            return default;
        }
    }
}
