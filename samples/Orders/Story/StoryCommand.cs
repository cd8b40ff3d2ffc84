using Orders.Domain;
using Spectre.Console;

namespace Orders.Story;

/// <summary>Shows what can be done with events, on a few orders.</summary>
internal static class StoryCommand
{
    internal static async Task<int> RunAsync(OrdersContext context)
    {
        context.Console.Write(new Rule("[bold]Orders, made of events[/]").LeftJustified());
        context.Console.MarkupLineInterpolated($"[grey]{context.Orders.Place}[/]");

        var mia = new OrderDesk(context.Store, "mia");
        var order = await PlaceStep.RunAsync(context, mia);
        await LifeStep.RunAsync(context, mia, order);
        await RefusalStep.RunAsync(context, mia, order);
        var other = await mia.PlaceAsync("Grace Hopper", "grace@example.org", context.Token);
        await TwoClerksStep.RunAsync(context, mia, other);
        await PastStep.RunAsync(context, order);
        await QueryStep.RunAsync(context);
        await using (var running = await RunningDaemon.StartAsync(context.Store))
        {
            await SummaryStep.RunAsync(context, mia);
            await RebuildStep.RunAsync(context, running.Daemon);
        }

        context.Console.WriteLine();
        context.Console.Write(new Rule().RuleStyle("grey"));
        context.Console.MarkupLine("Next: run it again and the story goes on; [bold]load 10000[/], [bold]help[/].");
        return 0;
    }
}
