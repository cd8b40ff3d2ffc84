using System.Globalization;
using AdvancedAlchemy.Marten.Testing;
using Benchmarks.Subjects;

namespace Benchmarks.Quick;

/// <summary>The store beside hand-written Npgsql on one server; medians and their ratio count, not the times.</summary>
public static class QuickRunner
{
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args is ["--rounds", var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 25;
        await using var server = await PostgresServer.StartAsync();
        await using var hand = new HandWritten(server.ConnectionString);
        await using var store = new MartenStore(server.ConnectionString);
        foreach (ISubject subject in new ISubject[] { hand, store })
        {
            await subject.PrepareAsync(Work.Rows);
            await Work.LearnIdsAsync(subject);
        }

        Console.WriteLine($"PostgreSQL {server.ServerVersion}, .NET {Environment.Version}, {Environment.ProcessorCount} cores; medians of {rounds} rounds in turns");
        Console.WriteLine();
        Console.WriteLine("| work | by hand | store | ratio | goal | bytes by hand | bytes store |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|");
        foreach (var work in Work.All)
        {
            var (byHand, byStore, ratio) = await SideBySide.MeasureAsync(rounds, work.Repeat, i => work.Run(hand, i), i => work.Run(store, i));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {work.Name} | {SideBySide.Time(byHand.Micros)} | {SideBySide.Time(byStore.Micros)} | {ratio:0.00} | {work.Goal:0.0#} | {byHand.Bytes:N0} | {byStore.Bytes:N0} |"));
        }

        return 0;
    }
}
