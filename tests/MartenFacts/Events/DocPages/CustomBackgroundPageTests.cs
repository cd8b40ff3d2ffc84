using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Projections;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Custom Projections": in the background, and what it shows of views of many streams.</summary>
public class CustomBackgroundPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public sealed class Named
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";
    }

    public sealed class Naming : IProjection
    {
        public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            foreach (var e in events.OrderBy(e => e.Sequence))
            {
                if (e.Data is Opened opened) operations.Store(new Named { Id = e.StreamId, Name = opened.Owner });
                else if (e.Data is Closed) operations.Delete<Named>(e.StreamId);
            }

            return Task.CompletedTask;
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_projection_of_ones_own_does_with_all_events_of_a_page_what_it_wants(EventAppendMode mode)
    {
        var store = AsyncStore(o => o.Projections.Add(new Naming(), ProjectionLifecycle.Async, "naming"), mode);
        await StartedDaemonOf(store);
        var one = await StartAsync(store, new Opened("ada"));
        var other = await StartAsync(store, new Opened("bob"));
        await AppendAsync(store, other, new Closed());
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Named>(one))!.Name.ShouldBe("ada");
        (await session.LoadAsync<Named>(other)).ShouldBeNull();
    }

    public abstract class LapEvent
    {
        public Guid Lap { get; set; }
    }

    public sealed class LapBegun : LapEvent;

    public sealed class LapEnded : LapEvent;

    public sealed class LapTime
    {
        public Guid Id { get; set; }

        public DateTimeOffset? Begun { get; set; }

        public DateTimeOffset? Ended { get; set; }
    }

    public sealed partial class LapProjection : MultiStreamProjection<LapTime, Guid>
    {
        public LapProjection() => Identity<LapEvent>(e => e.Lap);

        public void Apply(LapTime view, IEvent<LapBegun> e) => view.Begun = e.Timestamp;

        public void Apply(LapTime view, IEvent<LapEnded> e) => view.Ended = e.Timestamp;
    }

    public abstract class LetterEvent
    {
        public Guid Subscription { get; set; }
    }

    public sealed class Subscribed : LetterEvent
    {
        public string Name { get; set; } = "";
    }

    public sealed class LetterOpened : LetterEvent;

    public sealed class Unsubscribed : LetterEvent;

    public sealed class Subscription
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";

        public int Opened { get; set; }
    }

    public sealed partial class SubscriptionProjection : MultiStreamProjection<Subscription, Guid>
    {
        public SubscriptionProjection()
        {
            Identity<LetterEvent>(e => e.Subscription);
            DeleteEvent<Unsubscribed>();
        }

        public void Apply(Subscription view, Subscribed e)
        {
            view.Id = e.Subscription;
            view.Name = e.Name;
        }

        public void Apply(Subscription view, LetterOpened e) => view.Opened++;
    }

    [Theory, InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async)]
    public async Task Events_of_a_base_class_make_views_and_delete_them(ProjectionLifecycle lifecycle)
    {
        var store = AsyncStore(o =>
        {
            o.Projections.Add<LapProjection>(lifecycle);
            o.Projections.Add<SubscriptionProjection>(lifecycle);
        });
        await StartedDaemonOf(store);
        var (lap, ada, bob) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await StartAsync(store, new LapBegun { Lap = lap }, new Subscribed { Subscription = ada, Name = "ada" }, new Subscribed { Subscription = bob });
        await StartAsync(store, new LetterOpened { Subscription = ada }, new LetterOpened { Subscription = bob }, new Unsubscribed { Subscription = bob });
        await StartAsync(store, new LapEnded { Lap = lap }, new LetterOpened { Subscription = ada });
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var session = store.QuerySession();
        var time = (await session.LoadAsync<LapTime>(lap))!;
        time.Ended!.Value.ShouldBeGreaterThan(time.Begun!.Value);
        var subscription = (await session.Query<Subscription>().SingleAsync())!;
        (subscription.Id, subscription.Name, subscription.Opened).ShouldBe((ada, "ada", 2));
    }
}
