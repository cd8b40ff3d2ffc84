using Orders.Domain;

namespace Orders.Story;

/// <summary>The order as it was.</summary>
internal static class PastStep
{
    internal static async Task RunAsync(OrdersContext context, Guid order)
    {
        Step.Begin(context.Console, "The order as of event 3", "var then = await session.Events.AggregateStreamAsync<Order>(id, 3);");
        await using var session = context.Store.QuerySession();
        var table = Tables.New("", "Status", "Total", "UpdatedAt", "Lines");
        var now = (await session.LoadAsync<Order>(order, context.Token))!;
        foreach (var version in (long[])[1, 3, 4])
        {
            Add(table, $"as of event {version}", (await session.Events.AggregateStreamAsync<Order>(order, version: version, token: context.Token))!);
        }

        Add(table, "now", now);
        context.Console.Write(table);
    }

    private static void Add(Spectre.Console.Table table, string when, Order order) =>
        Tables.Row(table, when, $"{order.Status}", Money.Text(order.Total), Tables.Time(order.UpdatedAt), Tables.Lines(order));
}
