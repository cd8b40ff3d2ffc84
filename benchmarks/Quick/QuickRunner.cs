using System.Diagnostics;
using System.Globalization;
using AdvancedAlchemy.Marten.Testing;
using Benchmarks.Subjects;

namespace Benchmarks.Quick;

/// <summary>
/// Both subjects in turns on one server, so that whatever else the machine does meets both; medians and their ratio count, not the times.
/// </summary>
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
        foreach (var work in Work.All) await CompareAsync(work, hand, store, rounds);
        return 0;
    }

    private static async Task CompareAsync(Work work, ISubject hand, ISubject store, int rounds)
    {
        var counter = 0;
        var times = new List<double>[] { [], [] };
        var bytes = new List<double>[] { [], [] };
        ISubject[] subjects = [hand, store];

        // The first rounds compile and fill caches and pools.
        const int warmUp = 10;
        for (var round = -warmUp; round < rounds; round++)
        {
            // Whoever goes second finds warmer caches, so they take turns.
            for (var turn = 0; turn < 2; turn++)
            {
                var which = (round & 1) == 0 ? turn : 1 - turn;
                var (micros, allocated) = await MeasureAsync(work, subjects[which], counter);
                counter += work.Repeat;
                if (round < 0) continue;
                times[which].Add(micros);
                bytes[which].Add(allocated);
            }
        }

        var (byHand, byStore) = (Median(times[0]), Median(times[1]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {work.Name} | {Time(byHand)} | {Time(byStore)} | {byStore / byHand:0.00} | {work.Goal:0.0#} | {Median(bytes[0]):N0} | {Median(bytes[1]):N0} |"));
    }

    private static async Task<(double Micros, double Bytes)> MeasureAsync(Work work, ISubject subject, int start)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < work.Repeat; i++) await work.Run(subject, start + i);
        watch.Stop();
        return (watch.Elapsed.TotalMicroseconds / work.Repeat, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)work.Repeat);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }

    private static string Time(double micros) =>
        micros < 1000
            ? string.Create(CultureInfo.InvariantCulture, $"{micros:0} us")
            : string.Create(CultureInfo.InvariantCulture, $"{micros / 1000:0.0} ms");
}
