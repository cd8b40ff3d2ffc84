using Marten;
using Marten.Events;
using Orders.Domain;

namespace Orders.Story;

/// <summary>A document for each customer, of the events of all his orders, made in the background.</summary>
internal static class SummaryStep
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    internal static async Task RunAsync(OrdersContext context, OrderDesk desk)
    {
        Step.Begin(
            context.Console,
            "One document of many streams, in the background",
            "options.Projections.Add<CustomerSummaryProjection>(ProjectionLifecycle.Async);\nawait daemon.StartAllAsync();");
        var order = await desk.PlaceAsync("Charles Babbage", "charles@example.org", context.Token);
        await desk.DecideAsync(order, o => o.Add("difference engine", 1, 17_470), context.Token);
        await desk.DecideAsync(order, o => o.Pay(o.Total), context.Token);
        await desk.DecideAsync(order, o => o.Cancel("never finished"), context.Token);
        await context.Store.WaitForNonStaleProjectionDataAsync(Patience);

        await using var session = context.Store.QuerySession();
        var table = Tables.New("Customer", "Orders", "Cancelled", "Spent", "UpdatedAt");
        foreach (var summary in await session.Query<CustomerSummary>().OrderByDescending(s => s.Spent).ThenBy(s => s.Name).Take(5).ToListAsync(context.Token))
        {
            Tables.Row(table, summary.Name, $"{summary.Orders}", $"{summary.Cancelled}", Money.Text(summary.Spent), Tables.Time(summary.UpdatedAt));
        }

        context.Console.Write(table);
    }
}
