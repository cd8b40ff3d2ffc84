using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Projections;
using MartenFacts.Events.Daemon;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace MartenFacts.Events.DocPages;

/// <summary>The pages "Async Projections Daemon" and "Rebuilding Projections".</summary>
public class AsyncDaemonPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public sealed record Travelled(int Day, double Miles);

    public sealed class Distance
    {
        public Guid Id { get; set; }

        public int Day { get; set; }

        public double Total { get; set; }
    }

    public sealed partial class DistanceProjection : EventProjection
    {
        public DistanceProjection() => Name = "Distance";

        public Distance Create(Travelled e, IEvent metadata) => new() { Id = metadata.Id, Day = e.Day, Total = e.Miles };
    }

    private async Task<IHost> HostAsync(DaemonMode mode)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMarten(o =>
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = Schema;
            Hurry(o);
            o.Projections.Add<DistanceProjection>(ProjectionLifecycle.Async);
            o.Projections.Errors.SkipApplyErrors = true;
            o.Projections.Errors.SkipSerializationErrors = true;
            o.Projections.Errors.SkipUnknownEvents = true;
            o.Projections.RebuildErrors.SkipApplyErrors = false;
            o.Projections.RebuildErrors.SkipSerializationErrors = false;
            o.Projections.RebuildErrors.SkipUnknownEvents = false;
        }).AddAsyncDaemon(mode);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    [Theory, InlineData(DaemonMode.Solo), InlineData(DaemonMode.HotCold)]
    public async Task A_query_waits_for_the_events_that_there_are_when_it_begins(DaemonMode mode)
    {
        using var host = await HostAsync(mode);
        await StartAsync(host.DocumentStore(), [.. Enumerable.Range(1, 20).Select(day => new Travelled(day, day * 10))]);
        await using var session = host.DocumentStore().LightweightSession();
        var latest = await session.QueryForNonStaleData<Distance>(Patience).OrderByDescending(d => d.Day).Take(3).ToListAsync();
        latest.Select(d => d.Day).ShouldBe([20, 19, 18]);
        await host.StopAsync();
    }

    [Fact]
    public async Task The_daemon_of_a_host_can_be_asked_and_told()
    {
        using var host = await HostAsync(DaemonMode.Solo);
        await StartAsync(host.DocumentStore(), new Travelled(1, 2));
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        var daemon = host.Services.GetRequiredService<IProjectionCoordinator>().DaemonForMainDatabase();
        daemon.StatusFor("Distance:All").ShouldBe(AgentStatus.Running);
        await daemon.StopAgentAsync("Distance:All");
        daemon.StatusFor("Distance:All").ShouldBe(AgentStatus.Stopped);
        await daemon.StopAllAsync();
        daemon.IsRunning.ShouldBeFalse();
        await host.StopAsync();
    }

    [Fact]
    public async Task A_store_says_how_far_everything_is()
    {
        using var host = await HostAsync(DaemonMode.Solo);
        var store = host.DocumentStore();
        await StartAsync(store, new Travelled(1, 2), new Travelled(2, 3));
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        (await store.Advanced.AllProjectionProgress()).Select(s => (s.ShardName, s.Sequence)).ShouldBe([("HighWaterMark", 2), ("Distance:All", 2)], ignoreOrder: true);
        (await store.Advanced.FetchEventStoreStatistics()).EventSequenceNumber.ShouldBe(2);
        (await store.Advanced.ProjectionProgressFor(new ShardName(ShardState.HighWaterMark))).ShouldBe(2);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_store_without_a_host_has_a_daemon_too()
    {
        var store = AsyncStore(o => o.Projections.Add(new DistanceProjection(), ProjectionLifecycle.Async));
        await StartAsync(store, new Travelled(1, 2));
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(Patience);
        await daemon.StopAllAsync();
        await daemon.RebuildProjectionAsync("Distance", Patience, CancellationToken.None);
        await daemon.RebuildProjectionAsync<DistanceProjection>(Patience, CancellationToken.None);
        await daemon.StartAgentAsync("Distance:All", CancellationToken.None);
        await StartAsync(store, new Travelled(2, 2));
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await daemon.StopAgentAsync("Distance:All");
        await daemon.StopAllAsync();
        await using var session = store.QuerySession();
        (await session.Query<Distance>().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_projection_is_made_anew_by_the_name_it_was_given()
    {
        var store = AsyncStore(o => o.Projections.Add(new DistanceProjection(), ProjectionLifecycle.Async));
        await StartAsync(store, new Travelled(1, 2), new Travelled(2, 3));
        await SaveAsync(store, new Distance { Id = Guid.NewGuid(), Total = -1 });
        await (await DaemonOf(store)).RebuildProjectionAsync("Distance", CancellationToken.None);
        await using var session = store.QuerySession();
        (await session.Query<Distance>().OrderBy(d => d.Day).Select(d => d.Total).ToListAsync()).ShouldBe([2, 3]);
    }
}
