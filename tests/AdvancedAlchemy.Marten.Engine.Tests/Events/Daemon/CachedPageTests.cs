using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Aggregation;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

public class CachedPageTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public sealed record Added(int Points);

    public sealed class Points
    {
        public Guid Id { get; set; }

        public int Sum { get; set; }
    }

    public sealed class PointsProjection : SingleStreamProjection<Points, Guid>
    {
        public void Apply(Added e, Points points) => points.Sum += e.Points;
    }

    private DocumentStore PointsStore(int limit) => Store(o =>
    {
        o.Projections.FastPollingTime = o.Projections.SlowPollingTime = o.Projections.AgentPauseTime = TimeSpan.FromMilliseconds(20);
        o.Projections.Add(new PointsProjection(), ProjectionLifecycle.Async, options => options.CacheLimitPerTenant = limit);
    });

    private static async Task<Guid> AddAsync(IDocumentStore store, Guid? stream, int points)
    {
        await using var session = store.LightweightSession();
        var id = stream is { } known ? session.Events.Append(known, new Added(points)).Id : session.Events.StartStream(new Added(points)).Id;
        await session.SaveChangesAsync();
        return id;
    }

    private static async Task<int> SumAsync(IDocumentStore store, Guid id)
    {
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var session = store.QuerySession();
        return (await session.LoadAsync<Points>(id))!.Sum;
    }

    [Theory, InlineData(0, 103), InlineData(1, 5)]
    public async Task A_document_that_is_kept_is_not_read_again(int limit, int expected)
    {
        await using var store = PointsStore(limit);
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        var id = await AddAsync(store, null, 2);
        (await SumAsync(store, id)).ShouldBe(2);
        await ExecuteAsync($"update {Table("cachedpagetests_points")} set data = jsonb_set(data, '{{Sum}}', '100')");
        await AddAsync(store, id, 3);
        (await SumAsync(store, id)).ShouldBe(expected);
        await daemon.StopAllAsync();
    }

    [Fact]
    public async Task A_document_that_is_made_anew_or_deleted_meanwhile_is_not_the_one_that_is_kept()
    {
        await using var store = PointsStore(10);
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        var id = await AddAsync(store, null, 2);
        (await SumAsync(store, id)).ShouldBe(2);

        // As if an event had been mended: what is kept was made of the wrong one.
        await ExecuteAsync($"update {Schema}.mt_events set data = '{{\"Points\": 20}}'");
        await store.Advanced.RebuildSingleStreamAsync<Points>(id);
        await AddAsync(store, id, 3);
        (await SumAsync(store, id)).ShouldBe(23);

        await store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(Points));
        await AddAsync(store, id, 4);
        (await SumAsync(store, id)).ShouldBe(4);
        await daemon.StopAllAsync();
    }

    [Fact]
    public async Task Events_of_a_page_that_cannot_be_saved_are_applied_once_to_a_document_that_is_kept()
    {
        await using var store = PointsStore(10);
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        var id = await AddAsync(store, null, 2);
        (await SumAsync(store, id)).ShouldBe(2);
        await ExecuteAsync($"alter table {Table("cachedpagetests_points")} add constraint small check ((data ->> 'Sum')::int < 5)");
        await AddAsync(store, id, 3);
        var begun = TimeProvider.System.GetTimestamp();
        while (daemon.StatusFor("Points:All") != AgentStatus.Paused)
        {
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(Patience);
            await Task.Yield();
        }

        await ExecuteAsync($"alter table {Table("cachedpagetests_points")} drop constraint small");
        (await SumAsync(store, id)).ShouldBe(5);
        await AddAsync(store, id, 1);
        (await SumAsync(store, id)).ShouldBe(6);
        await daemon.StopAllAsync();
    }
}
