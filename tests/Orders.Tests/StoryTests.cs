using AdvancedAlchemy.Marten.Testing;
using Marten;
using Orders.Domain;

namespace Orders.Tests;

public class StoryTests(PostgresFixture postgres)
{
    [Fact]
    public async Task The_story_is_told_and_leaves_what_it_says()
    {
        var orders = await OrdersRun.StartAsync(postgres);

        var (code, output) = await orders.RunAsync();

        code.ShouldBe(0, output);
        output.ShouldContain("order_shipped");
        output.ShouldContain("Only a paid order is shipped, and this one is open");
        output.ShouldContain("ConcurrencyException: Expected the existing version to be 2, but was 3");
        output.ShouldNotContain("nothing: it happened");
        output.ShouldContain("the same");
        output.ShouldNotContain("DIFFERENT");
        var stored = await orders.AskAsync(session => session.Query<Order>().OrderBy(o => o.Slug).ToListAsync());
        stored.Select(o => (o.Slug, o.Status, o.Total, o.Version)).ShouldBe(
        [
            ("ada-lovelace", OrderStatus.Shipped, 99m, 7),
            ("ada-lovelace-2", OrderStatus.Cancelled, 14.5m, 3),
            ("charles-babbage", OrderStatus.Cancelled, 17_470m, 4),
            ("grace-hopper", OrderStatus.Open, 96.51m, 8),
        ]);
        stored.ShouldAllBe(o => o.CreatedBy == "mia" && o.CreatedAt != default && o.UpdatedAt > o.CreatedAt);
        (await orders.AskAsync(session => session.Query<Customer>().CountAsync())).ShouldBe(3);
        var summaries = await orders.AskAsync(session => session.Query<CustomerSummary>().OrderBy(s => s.Name).ToListAsync());
        summaries.Select(s => (s.Name, s.Orders, s.Shipped, s.Cancelled, s.Spent)).ShouldBe(
        [
            ("Ada Lovelace", 2, 1, 1, 99m),
            ("Charles Babbage", 1, 0, 1, 0m),
            ("Grace Hopper", 1, 0, 0, 0m),
        ]);
    }

    [Fact]
    public async Task Told_again_it_goes_on_with_the_same_customers()
    {
        var orders = await OrdersRun.StartAsync(postgres);
        await orders.RunAsync();

        var (code, output) = await orders.RunAsync("story");

        code.ShouldBe(0, output);
        (await orders.AskAsync(session => session.Query<Order>().CountAsync())).ShouldBe(8);
        (await orders.AskAsync(session => session.Query<Customer>().CountAsync())).ShouldBe(3);
        output.ShouldNotContain("DIFFERENT");
    }

    [Fact]
    public async Task Every_order_is_what_its_events_make_of_it()
    {
        var orders = await OrdersRun.StartAsync(postgres);
        await orders.RunAsync();

        foreach (var stored in await orders.AskAsync(session => session.Query<Order>().ToListAsync()))
        {
            var made = await orders.AskAsync(session => session.Events.AggregateStreamAsync<Order>(stored.Id));
            made.ShouldBeEquivalentTo(stored);
        }
    }
}
