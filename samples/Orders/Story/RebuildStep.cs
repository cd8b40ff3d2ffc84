using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Orders.Domain;
using Spectre.Console;

namespace Orders.Story;

/// <summary>Everything that events have made is made of them once more.</summary>
internal static class RebuildStep
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    internal static async Task RunAsync(OrdersContext context, IProjectionDaemon daemon)
    {
        Step.Begin(context.Console, "Made anew, and the same to the byte", "await daemon.RebuildProjectionAsync<OrderProjection>(token);");
        var before = (await Fingerprint.OfAsync<Order>(context), await Fingerprint.OfAsync<CustomerSummary>(context));
        await context.Console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                await RebuildAsync<OrderProjection>(context, daemon, progress.AddTask("orders"), nameof(Order));
                await RebuildAsync<CustomerSummaryProjection>(context, daemon, progress.AddTask("summaries"), nameof(CustomerSummary));
            });

        var after = (await Fingerprint.OfAsync<Order>(context), await Fingerprint.OfAsync<CustomerSummary>(context));
        var table = Tables.New("Documents", "How many", "Fingerprint before", "and after", "");
        Add(table, "orders", before.Item1, after.Item1);
        Add(table, "summaries", before.Item2, after.Item2);
        context.Console.Write(table);
    }

    private static void Add(Table table, string what, Fingerprint before, Fingerprint after) =>
        Tables.Row(table, what, $"{after.Count}", before.Hash, after.Hash, before == after ? "the same" : "DIFFERENT");

    private static async Task RebuildAsync<T>(OrdersContext context, IProjectionDaemon daemon, ProgressTask task, string name)
    {
        var events = (await context.Store.Advanced.FetchEventStoreStatistics(token: context.Token)).EventSequenceNumber;
        task.MaxValue = Math.Max(1, events);
        var rebuild = daemon.RebuildProjectionAsync<T>(context.Token);
        while (await Task.WhenAny(rebuild, Task.Delay(Glance, context.Token)) != rebuild)
        {
            task.Value = await context.Store.Advanced.ProjectionProgressFor(new ShardName(name), token: context.Token);
        }

        await rebuild;
        task.Value = task.MaxValue;
    }
}
