using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using JasperFx.Events;
using JasperFx.Metadata;
using Marten.Events.Aggregation;
using Marten;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Aggregation with Explicit Code".</summary>
public class ExplicitPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public sealed record Begun;

    public sealed record Ended;

    public sealed record Resumed;

    public sealed record Counted;

    public sealed class Run : ISoftDeleted
    {
        public Guid Id { get; set; }

        public int Count { get; set; }

        public bool Deleted { get; set; }

        public DateTimeOffset? DeletedAt { get; set; }
    }

    public sealed partial class RunProjection : SingleStreamProjection<Run, Guid>
    {
        public RunProjection()
        {
            IncludeType<Begun>();
            IncludeType<Ended>();
            IncludeType<Resumed>();
            IncludeType<Counted>();
        }

        public override (Run?, ActionType) DetermineAction(Run? snapshot, Guid identity, IReadOnlyList<IEvent> events)
        {
            if (snapshot is null && events.HasNoEventsOfType<Begun>()) return (snapshot, ActionType.Nothing);
            var action = ActionType.Store;
            var queue = events.ToQueueOfEventData();
            while (queue.TryDequeue(out var data))
            {
                switch (data)
                {
                    case Begun:
                        snapshot = new Run { Id = identity };
                        break;
                    case Counted when snapshot is { Deleted: false }:
                        snapshot.Count++;
                        break;
                    case Ended when snapshot is { Deleted: false }:
                        snapshot.Deleted = true;
                        action = ActionType.StoreThenSoftDelete;
                        break;
                    case Resumed when snapshot is { Deleted: true }:
                        snapshot.Deleted = false;
                        action = ActionType.UnDeleteAndStore;
                        break;
                }
            }

            return (snapshot, action);
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_document_is_marked_as_deleted_and_brought_back(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Add<RunProjection>(ProjectionLifecycle.Inline));
        var id = await StartAsync(store, new Begun(), new Counted(), new Counted());
        await AppendAsync(store, id, new Counted(), new Ended());
        await using var session = store.QuerySession();
        (await session.Query<Run>().CountAsync()).ShouldBe(0);
        var deleted = (await session.LoadAsync<Run>(id))!;
        (deleted.Count, deleted.Deleted).ShouldBe((3, true));

        await AppendAsync(store, id, new Resumed(), new Counted());
        var back = (await session.Query<Run>().SingleAsync())!;
        (back.Count, back.Deleted).ShouldBe((4, false));
    }

    [Fact]
    public async Task Events_that_come_to_nothing_leave_nothing()
    {
        var store = Store(o => o.Projections.Add<RunProjection>(ProjectionLifecycle.Inline));
        var id = await StartAsync(store, new Counted(), new Opened("not included"));
        await using var session = store.QuerySession();
        (await session.LoadAsync<Run>(id)).ShouldBeNull();
    }

    public sealed class Kept
    {
        public Guid Id { get; set; }

        public int Count { get; set; }
    }

    public sealed partial class KeptProjection : SingleStreamProjection<Kept, Guid>
    {
        public override (Kept?, ActionType) DetermineAction(Kept? snapshot, Guid identity, IReadOnlyList<IEvent> events)
        {
            var action = ActionType.Store;
            foreach (var e in events)
            {
                (snapshot, action) = e.Data switch
                {
                    Begun or Resumed => (new Kept { Id = identity }, ActionType.Store),
                    Ended => (null, ActionType.HardDelete),
                    _ => (snapshot, action),
                };
                if (e.Data is Counted && snapshot is not null) snapshot.Count++;
            }

            return (snapshot, action);
        }
    }

    [Fact]
    public async Task A_document_is_deleted_and_begun_again()
    {
        var store = Store(o => o.Projections.Add<KeptProjection>(ProjectionLifecycle.Inline));
        var id = await StartAsync(store, new Begun(), new Counted());
        await AppendAsync(store, id, new Ended());
        await using var session = store.QuerySession();
        (await session.LoadAsync<Kept>(id)).ShouldBeNull();
        (await session.Events.AggregateStreamAsync<Kept>(id)).ShouldBeNull();
        (await session.Events.AggregateStreamToLastKnownAsync<Kept>(id))!.Count.ShouldBe(1);
        await AppendAsync(store, id, new Resumed());
        (await session.LoadAsync<Kept>(id))!.Count.ShouldBe(0);
    }

    public sealed class Price
    {
        public string Id { get; set; } = "";

        public decimal Amount { get; set; }
    }

    public sealed partial class LookingProjection : SingleStreamProjection<Account, Guid>
    {
        public override async ValueTask<Account?> EvolveAsync(Account? snapshot, Guid id, IQuerySession session, IEvent e, CancellationToken cancellation)
        {
            switch (e.Data)
            {
                case Opened opened:
                    var price = await session.LoadAsync<Price>(opened.Owner, cancellation);
                    return new Account { Id = id, Balance = -(price?.Amount ?? 0) };
                case Closed:
                    return null;
                default:
                    return snapshot;
            }
        }
    }

    [Fact]
    public async Task A_projection_may_look_things_up_for_every_event()
    {
        var store = Store(o =>
        {
            o.Connection(ConnectionString);
            o.Projections.Add<LookingProjection>(ProjectionLifecycle.Inline);
        });
        await SaveAsync(store, new Price { Id = "ada", Amount = 7 });
        var id = await StartAsync(store, new Opened("ada"));
        await using var session = store.QuerySession();
        (await session.LoadAsync<Account>(id))!.Balance.ShouldBe(-7);
        await AppendAsync(store, id, new Closed());
        (await session.LoadAsync<Account>(id)).ShouldBeNull();
    }
}
