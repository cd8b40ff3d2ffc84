using System.Diagnostics;
using System.Globalization;
using AdvancedAlchemy.Marten;
using Marten.Events;
using Orders.Domain;
using Spectre.Console;

namespace Orders.Load;

/// <summary>A busy day: many orders at once, each with its document in the save of its events.</summary>
internal static class LoadCommand
{
    private static readonly string[] FirstNames = ["Barbara", "Edsger", "Jean", "Kathleen", "Donald", "Frances", "Niklaus", "Radia", "Alan", "Karen"];
    private static readonly string[] LastNames = ["Liskov", "Dijkstra", "Bartik", "Booth", "Knuth", "Allen", "Wirth", "Perlman", "Kay", "Jones"];

    internal static async Task<int> RunAsync(OrdersContext context)
    {
        var wanted = context.Options.Number(1, "the number of events");
        context.Console.MarkupLineInterpolated($"[grey]{context.Orders.Place}[/]");
        var customers = await CustomersAsync(context, wanted);
        var budget = new EventBudget(wanted);
        var writers = Enumerable.Range(0, context.Options.Writers).Select(_ => new OrderWriter(context.Store, customers, budget)).ToArray();
        await using var running = await RunningDaemon.StartAsync(context.Store);
        var watch = Stopwatch.StartNew();
        await context.Console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask("appending", maxValue: wanted);
                await Task.WhenAll(writers.Select(writer => Task.Run(() => writer.RunAsync(task.Increment, context.Token), context.Token)));
            });
        var appended = watch.Elapsed;
        await context.Store.WaitForNonStaleProjectionDataAsync(TimeSpan.FromMinutes(10));
        Write(context, writers, appended, watch.Elapsed - appended);
        return 0;
    }

    // Ten orders or so each.
    private static async Task<Customer[]> CustomersAsync(OrdersContext context, int events)
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        Customer[] customers = [.. Enumerable.Range(0, Math.Max(1, events / 60)).Select(i => new Customer { Name = NameOf(i), Email = $"{i}@{run}.example.org" })];
        await context.Store.BulkInsertAuditedAsync(customers, token: context.Token);
        return customers;
    }

    private static string NameOf(int i) => $"{FirstNames[i % FirstNames.Length]} {LastNames[i / FirstNames.Length % LastNames.Length]}";

    private static void Write(OrdersContext context, OrderWriter[] writers, TimeSpan time, TimeSpan behind)
    {
        double[] saves = [.. writers.SelectMany(w => w.Saves).Select(t => t.TotalMilliseconds).Order()];
        var (events, orders) = (writers.Sum(w => w.Events), writers.Sum(w => w.Orders));
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        Add("events", $"{events:N0}");
        Add("orders", $"{orders:N0}");
        Add("saves", $"{saves.Length:N0}, by {writers.Length} writers");
        Add("a save takes", $"{saves[saves.Length / 2]:0.0} ms, 1 of 100 over {saves[saves.Length * 99 / 100]:0.0} ms");
        Add("time", $"{time.TotalSeconds:0.00} s");
        Add("throughput", $"{events / time.TotalSeconds:N0} events/s");
        Add("summaries up to date", $"{behind.TotalSeconds:0.00} s later");
        context.Console.Write(table);

        void Add(string what, FormattableString value) => table.AddRow(new Text(what), new Text(value.ToString(CultureInfo.InvariantCulture)));
    }
}
