using Orders.Domain;

namespace Orders.Story;

/// <summary>What cannot happen does not become an event.</summary>
internal static class RefusalStep
{
    internal static async Task RunAsync(OrdersContext context, OrderDesk desk, Guid shipped)
    {
        Step.Begin(context.Console, "What cannot happen", "Status == OrderStatus.Paid ? new OrderShipped(...) : throw new OrderRefused...");
        var fresh = await desk.PlaceAsync("Ada Lovelace", "ada@example.org", context.Token);
        var table = Tables.New("Somebody wants to", "and hears");
        await TryAsync("ship an order that is not paid", fresh, o => o.Ship("DE-1-X"));
        await TryAsync("pay an order with nothing in it", fresh, o => o.Pay(0));
        await desk.DecideAsync(fresh, o => o.Add("gear wheel", 2, 7.25m), context.Token);
        await TryAsync("pay too little", fresh, o => o.Pay(14));
        await TryAsync("order minus one", fresh, o => o.Add("gear wheel", -1, 7.25m));
        await TryAsync("add to an order that has left", shipped, o => o.Add("gear wheel", 1, 7.25m));
        await TryAsync("cancel an order that has left", shipped, o => o.Cancel("second thoughts"));
        await desk.DecideAsync(fresh, o => o.Cancel("second thoughts"), context.Token);
        await TryAsync("cancel it twice", fresh, o => o.Cancel("second thoughts"));
        context.Console.Write(table);

        async Task TryAsync(string what, Guid id, Func<Order, IOrderEvent> decide)
        {
            try
            {
                await desk.DecideAsync(id, decide, context.Token);
                Tables.Row(table, what, "nothing: it happened");
            }
            catch (OrderRefusedException e)
            {
                Tables.Row(table, what, e.Message);
            }
        }
    }
}
