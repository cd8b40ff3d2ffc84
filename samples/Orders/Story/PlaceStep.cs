using Orders.Domain;

namespace Orders.Story;

/// <summary>The first event of an order, and the document that comes of it.</summary>
internal static class PlaceStep
{
    internal static async Task<Guid> RunAsync(OrdersContext context, OrderDesk desk)
    {
        Step.Begin(
            context.Console,
            "An order begins",
            "// a new customer is a document of the same save\nsession.Events.StartStream<Order>(Order.Place(customer, slug));");
        var id = await desk.PlaceAsync("Ada Lovelace", "ada@example.org", context.Token);
        await using var session = context.Store.QuerySession();
        var order = (await session.LoadAsync<Order>(id, context.Token))!;
        var customer = (await session.LoadAsync<Customer>(order.CustomerId, context.Token))!;
        var table = Tables.New("Document", "Slug", "Version", "CreatedAt", "is stamped by");
        Tables.Row(table, "Customer", customer.Slug, $"{customer.Version}", Tables.Time(customer.CreatedAt), "the clock, at the save");
        Tables.Row(table, "Order", order.Slug, $"{order.Version}", Tables.Time(order.CreatedAt), $"its first event, by {order.CreatedBy}");
        context.Console.Write(table);
        return id;
    }
}
