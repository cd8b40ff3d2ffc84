using AdvancedAlchemy.Marten;
using Marten;
using Orders.Domain;
using Spectre.Console;

namespace Orders.Story;

/// <summary>What events have made is asked for like any other document.</summary>
internal static class QueryStep
{
    internal static async Task RunAsync(OrdersContext context)
    {
        Step.Begin(
            context.Console,
            "Asked for like any document",
            "session.FindBySlugAsync<Order>(\"ada-lovelace\");\nsession.Query<Order>().Where(o => o.Lines.Any(l => l.Product == wanted));");
        await using var session = context.Store.QuerySession();
        var first = (await session.FindBySlugAsync<Order>("ada-lovelace", context.Token))!;
        context.Console.WriteLine($"/orders/{first.Slug}: the first order of {first.Customer}, {first.Status} by {first.UpdatedBy}.");

        var found = await session.Query<Order>()
            .Where(order => order.Lines.Any(line => line.Product == "gear wheel"))
            .OrderByDescending(order => order.CreatedAt)
            .Take(5)
            .ToListAsync(context.Token);
        var table = Tables.New("The last five with gear wheels", "Status", "Total", "Events");
        foreach (var order in found) Tables.Row(table, order.Slug, $"{order.Status}", Money.Text(order.Total), $"{order.Version}");
        context.Console.Write(table);
    }
}
