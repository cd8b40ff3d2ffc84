using System.Globalization;
using AdvancedAlchemy.Marten.Testing;
using Benchmarks.Quick;

namespace Benchmarks.Events;

/// <summary>Events by hand and in the store.</summary>
public static class EventsRunner
{
    private const int Streams = 2_000;
    private const int Movements = 99;

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args is ["--rounds", var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 25;
        await using var server = await PostgresServer.StartAsync();
        await using StoreLedger store = new(server.ConnectionString);
        await using HandLedger hand = new(server.ConnectionString);
        var stored = await store.PrepareAsync(Streams, Movements);
        var byHand = await hand.PrepareAsync(Streams, Movements);

        // What is measured first is measured cold.
        await SideBySide.MeasureAsync(rounds, 50, i => hand.AggregateAsync(byHand[i % Streams]), i => store.AggregateAsync(stored[i % Streams]));

        Console.WriteLine($"PostgreSQL {server.ServerVersion}, .NET {Environment.Version}, {Environment.ProcessorCount} cores; medians of {rounds} rounds in turns");
        Console.WriteLine();
        Console.WriteLine("| work | by hand | store | ratio | goal | bytes by hand | bytes store |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|");
        await RowAsync("live aggregation of 100 events", 1.2, rounds, 50, i => hand.AggregateAsync(byHand[i % Streams]), i => store.AggregateAsync(stored[i % Streams]));
        await RowAsync($"rebuild of {Streams:N0} documents from {Streams * (Movements + 1):N0} events", 1.25, Math.Max(rounds / 5, 3), 1, _ => hand.RebuildAsync(), _ => store.RebuildAsync());
        await RowAsync("append of one event", 1.3, rounds, 100, i => hand.AppendAsync(byHand[i % Streams], Moved(i)), i => store.AppendAsync(stored[i % Streams], Moved(i)));
        await RowAsync("start of a stream with three events", 1.3, rounds, 100, i => StartAsync(hand, i), i => StartAsync(store, i));
        return 0;
    }

    private static MoneyMoved Moved(int number) => new(number, "movement " + number);

    private static Task StartAsync(ILedger ledger, int number) =>
        ledger.StartAsync(Guid.CreateVersion7(), new AccountOpened("Owner " + number), Moved(number), Moved(number + 1));

    private static async Task RowAsync(string name, double goal, int rounds, int repeat, Func<int, Task> byHand, Func<int, Task> byStore)
    {
        var (hand, store, ratio) = await SideBySide.MeasureAsync(rounds, repeat, byHand, byStore);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {SideBySide.Time(hand.Micros)} | {SideBySide.Time(store.Micros)} | {ratio:0.00} | {goal:0.0#} | {hand.Bytes:N0} | {store.Bytes:N0} |"));
    }
}
