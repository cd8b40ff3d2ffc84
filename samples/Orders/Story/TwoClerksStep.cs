using JasperFx;
using Orders.Domain;
using Spectre.Console;

namespace Orders.Story;

/// <summary>Two clerks decide on what they see on their screens; one of them sees the past.</summary>
internal static class TwoClerksStep
{
    internal static async Task RunAsync(OrdersContext context, OrderDesk mia, Guid order)
    {
        Step.Begin(
            context.Console,
            "Two clerks, one order",
            "await session.Events.FetchForWriting<Order>(id, seen);   // or an exception");
        var tom = new OrderDesk(context.Store, "tom");
        await mia.DecideAsync(order, o => o.Add("moth", 1, 0.01m), context.Token);
        var seen = await VersionAsync(context, order);
        context.Console.WriteLine($"Both look at version {seen}.");

        await mia.DecideAsync(order, seen, o => o.Add("relay", 70, 1.2m), context.Token);
        context.Console.MarkupLine("Mia adds 70 relays: [green]saved[/].");
        try
        {
            await tom.DecideAsync(order, seen, o => o.Pay(0.01m), context.Token);
        }
        catch (ConcurrencyException e)
        {
            context.Console.MarkupLineInterpolated($"Tom lets the customer pay for the moth: [red]{e.GetType().Name}[/]: {e.Message}.");
        }

        // Whoever does not care what he saw is never refused for it: his decision is made again on what is there now.
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => tom.DecideAsync(order, o => o.Add($"vacuum tube {i + 1}", 1, 2.5m), context.Token)));
        context.Console.MarkupLineInterpolated($"Then five add a vacuum tube each, at once: [green]version {await VersionAsync(context, order)}[/], nothing is lost.");
    }

    private static async Task<long> VersionAsync(OrdersContext context, Guid order)
    {
        await using var session = context.Store.QuerySession();
        return (await session.Events.FetchStreamStateAsync(order, context.Token))!.Version;
    }
}
