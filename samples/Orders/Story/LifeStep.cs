using JasperFx.Events;
using Orders.Domain;
using Spectre.Console;

namespace Orders.Story;

/// <summary>An order from its first item to the post office, and what is known of it afterwards.</summary>
internal static class LifeStep
{
    internal static async Task RunAsync(OrdersContext context, OrderDesk desk, Guid order)
    {
        Step.Begin(
            context.Console,
            "Decisions are methods, facts are events",
            "var stream = await session.Events.FetchForWriting<Order>(id);\nstream.AppendOne(stream.Aggregate.Pay(amount));   // or an exception");
        var tom = new OrderDesk(context.Store, "tom");
        await desk.DecideAsync(order, o => o.Add("punched cards", 400, 0.03m), context.Token);
        await desk.DecideAsync(order, o => o.Add("gear wheel", 12, 7.25m), context.Token);
        await desk.DecideAsync(order, o => o.Add("spare crank", 1, 19.9m), context.Token);
        await desk.DecideAsync(order, o => o.Remove("spare crank"), context.Token);
        await desk.DecideAsync(order, o => o.Pay(o.Total), context.Token);
        await tom.DecideAsync(order, o => o.Ship("DE-1843-G"), context.Token);

        await using var session = context.Store.QuerySession();
        var table = Tables.New("Version", "At", "By", "What", "");
        foreach (var e in await session.Events.FetchStreamAsync(order, token: context.Token))
        {
            Tables.Row(table, $"{e.Version}", Tables.Time(e.Timestamp), e.UserName ?? "", e.EventTypeName, Words(e));
        }

        context.Console.Write(table);
        var made = (await session.LoadAsync<Order>(order, context.Token))!;
        context.Console.WriteLine($"The document: {Tables.Lines(made)} for {Money.Text(made.Total)}.");
        context.Console.MarkupLineInterpolated($"It is [green]{made.Status}[/] at version {made.Version}, created by {made.CreatedBy} and last changed by {made.UpdatedBy}.");
    }

    private static string Words(IEvent e) => e.Data switch
    {
        OrderPlaced placed => placed.Customer,
        ItemAdded added => $"{added.Quantity} x {added.Product} at {Money.Text(added.Price)}",
        ItemRemoved removed => removed.Product,
        OrderPaid paid => Money.Text(paid.Amount),
        OrderShipped shipped => shipped.Parcel,
        OrderCancelled cancelled => cancelled.Reason,
        _ => "",
    };
}
