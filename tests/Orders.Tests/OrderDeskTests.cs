using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;
using Orders.Domain;

namespace Orders.Tests;

public class OrderDeskTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Orders_that_a_customer_places_at_once_have_addresses_of_their_own()
    {
        var orders = await OrdersRun.StartAsync(postgres);
        await using var store = orders.Store();
        var desk = new OrderDesk(store, "mia");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => desk.PlaceAsync("Ada Lovelace", "ada@example.org", CancellationToken.None)));

        var slugs = await orders.AskAsync(session => session.Query<Order>().OrderBy(o => o.Slug).Select(o => o.Slug).ToListAsync());
        slugs.ShouldBe(["ada-lovelace", "ada-lovelace-2", "ada-lovelace-3", "ada-lovelace-4", "ada-lovelace-5", "ada-lovelace-6"]);
        (await orders.AskAsync(session => session.Query<Customer>().CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task An_order_is_paid_once_however_many_try_at_once()
    {
        var orders = await OrdersRun.StartAsync(postgres);
        await using var store = orders.Store();
        var desk = new OrderDesk(store, "mia");
        var id = await desk.PlaceAsync("Ada Lovelace", "ada@example.org", CancellationToken.None);
        await desk.DecideAsync(id, o => o.Add("gear wheel", 2, 7.25m), CancellationToken.None);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                await desk.DecideAsync(id, o => o.Pay(14.5m), CancellationToken.None);
                return true;
            }
            catch (OrderRefusedException)
            {
                return false;
            }
        }));

        outcomes.Count(paid => paid).ShouldBe(1);
        var events = await orders.AskAsync(session => session.Events.FetchStreamAsync(id));
        events.Count(e => e.Data is OrderPaid).ShouldBe(1);
    }

    [Fact]
    public async Task A_decision_on_what_was_seen_before_is_refused_and_leaves_nothing()
    {
        var orders = await OrdersRun.StartAsync(postgres);
        await using var store = orders.Store();
        var desk = new OrderDesk(store, "mia");
        var id = await desk.PlaceAsync("Ada Lovelace", "ada@example.org", CancellationToken.None);
        await desk.DecideAsync(id, o => o.Add("gear wheel", 2, 7.25m), CancellationToken.None);

        await Should.ThrowAsync<ConcurrencyException>(() => desk.DecideAsync(id, 1, o => o.Cancel("too late"), CancellationToken.None));
        await Should.ThrowAsync<OrderRefusedException>(() => desk.DecideAsync(Guid.NewGuid(), o => o.Cancel("nothing"), CancellationToken.None));

        (await orders.AskAsync(session => session.LoadAsync<Order>(id)))!.ShouldSatisfyAllConditions(o => o.Version.ShouldBe(2), o => o.Status.ShouldBe(OrderStatus.Open));
    }
}
