using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Projections;
using Marten;

namespace MartenFacts.Events.Daemon;

public class FreshQueryTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    [Fact]
    public async Task A_query_can_wait_for_what_the_background_makes_of_the_events()
    {
        var store = AsyncStore(o => o.Projections.Add<TotalProjection>(ProjectionLifecycle.Async));
        await StartedDaemonOf(store);
        for (var i = 1; i <= 5; i++)
        {
            await StartAsync(store, new Opened("ada"));
            await using var session = store.QuerySession();
            (await session.QueryForNonStaleData<Total>(Patience).Where(t => t.Id == "ada").SingleAsync()).Count.ShouldBe(i);
        }
    }

    [Fact]
    public async Task A_query_that_waits_in_vain_fails_or_gives_what_there_is()
    {
        var store = AsyncStore(o => o.Projections.Add<TotalProjection>(ProjectionLifecycle.Async));
        await StartAsync(store, new Opened("ada"));
        await using var session = store.QuerySession();
        var soon = TimeSpan.FromMilliseconds(30);
        await Should.ThrowAsync<TimeoutException>(() => session.QueryForNonStaleData<Total>(soon).ToListAsync());
        (await session.QueryForNonStaleData<Total>(soon, NonStaleDataTimeoutMode.ReturnStaleData).ToListAsync()).ShouldBeEmpty();
        (await session.QueryForNonStaleData<Line>(soon).CountAsync()).ShouldBe(0);
    }
}
