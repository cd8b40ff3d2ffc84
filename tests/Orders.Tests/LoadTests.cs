using AdvancedAlchemy.Marten.Testing;
using Marten;
using Orders.Domain;

namespace Orders.Tests;

public class LoadTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(11, 4)]
    [InlineData(600, 5)]
    public async Task So_many_events_are_appended_as_were_asked_for(int events, int writers)
    {
        var orders = await OrdersRun.StartAsync(postgres);

        var (code, output) = await orders.RunAsync("load", $"{events}", "--writers", $"{writers}");

        code.ShouldBe(0, output);
        output.ShouldContain("events/s");
        await using var store = orders.Store();
        var counts = await store.Advanced.FetchEventStoreStatistics();
        counts.EventCount.ShouldBe(events);
        var stored = await orders.AskAsync(session => session.Query<Order>().ToListAsync());
        stored.Count.ShouldBe((int)counts.StreamCount);
        stored.Sum(o => o.Version).ShouldBe(events);
        stored.Count(o => o.Status == OrderStatus.Shipped).ShouldBe(events / 6);
        var summaries = await orders.AskAsync(session => session.Query<CustomerSummary>().ToListAsync());
        summaries.Sum(s => s.Orders).ShouldBe(stored.Count);
        summaries.Sum(s => s.Spent).ShouldBe(stored.Where(o => o.Status is OrderStatus.Paid or OrderStatus.Shipped).Sum(o => o.Total));
    }
}
