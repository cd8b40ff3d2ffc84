using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Projections;
using Marten;

namespace MartenFacts.Events.Daemon;

public class RebuildHazardTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    [Fact]
    public async Task A_rebuild_gives_a_unique_value_on_in_the_order_of_the_events()
    {
        var store = AsyncStore(o =>
        {
            o.Schema.For<Holder>().UniqueIndex(h => h.Owner);
            o.Projections.Snapshot<Holder>(SnapshotLifecycle.Async, a =>
            {
                a.BatchSize = 1;
                a.MaximumHopperSize = 3;
                a.RebuildFlushThreshold = 2;
            });
        });
        var first = await StartAsync(store, new Opened("ada"));
        await StartAsync(store, new Opened("bob"));
        await AppendAsync(store, first, new Closed());
        var last = await StartAsync(store, new Opened("ada"));

        await (await DaemonOf(store)).RebuildProjectionAsync<Holder>(CancellationToken.None);
        await using var session = store.QuerySession();
        (await session.Query<Holder>().Where(h => h.Owner == "ada").SingleAsync()).Id.ShouldBe(last);
    }

    [Fact]
    public async Task Who_stops_the_daemon_does_not_wait_for_rebuilds_that_wait_for_others()
    {
        var store = AsyncStore(o => o.Projections.Add<SlowProjection>(ProjectionLifecycle.Async));
        await StartAsync(store, new Deposited(1));
        var daemon = await DaemonOf(store);
        var begun = daemon.Tracker.WaitForHighWaterMark(1, Patience);
        var running = daemon.RebuildProjectionAsync<SlowProjection>(CancellationToken.None);
        await begun;
        var waiting = daemon.RebuildProjectionAsync<SlowProjection>(CancellationToken.None);
        await daemon.StopAllAsync().WaitAsync(Patience);
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    public class Holder
    {
        public Guid Id { get; set; }

        public string Owner { get; set; } = "";

        public static Holder Create(Opened opened) => new() { Owner = opened.Owner };

        public bool ShouldDelete(Closed closed) => true;
    }
}
