using System.Diagnostics;
using System.Globalization;
using AdvancedAlchemy.Marten.Testing;
using Benchmarks.Subjects;

namespace Benchmarks.Quick;

/// <summary>The indexed lookup while the table grows to a million rows.</summary>
public static class GrowthRunner
{
    public static async Task<int> RunAsync()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var hand = new HandWritten(server.ConnectionString);
        await using var store = new MartenStore(server.ConnectionString);
        ISubject[] subjects = [hand, store];
        foreach (var subject in subjects) await subject.PrepareAsync(1000);
        Console.WriteLine("| rows | by hand | LINQ | ratio | compiled | ratio |");
        Console.WriteLine("|--:|--:|--:|--:|--:|--:|");
        var rows = 1000;
        foreach (var size in new[] { 1000, 10_000, 100_000, 1_000_000 })
        {
            for (; rows < size; rows += Math.Min(50_000, size - rows))
            {
                var more = Math.Min(50_000, size - rows);
                var from = rows;
                foreach (var subject in subjects) await subject.BulkInsertAsync([.. Enumerable.Range(from, more).Select(Article.Make)]);
            }

            foreach (var subject in subjects) await subject.AnalyzeAsync();
            await PrintAsync(size, hand, store);
        }

        return 0;
    }

    private static async Task PrintAsync(int size, HandWritten hand, MartenStore store)
    {
        var times = new List<double>[] { [], [], [] };
        for (var i = 0; i < 3000; i++)
        {
            var slug = "post-number-" + (i * 7919L % size);
            times[0].Add(await TimeAsync(() => hand.FindBySlugAsync(slug)));
            times[1].Add(await TimeAsync(() => store.FindBySlugAsync(slug)));
            times[2].Add(await TimeAsync(() => store.FindCompiledAsync(slug)));
        }

        var (byHand, linq, compiled) = (Median(times[0]), Median(times[1]), Median(times[2]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {size:N0} | {byHand:0} us | {linq:0} us | {linq / byHand:0.00} | {compiled:0} us | {compiled / byHand:0.00} |"));
    }

    private static async Task<double> TimeAsync(Func<Task<Article?>> find)
    {
        var start = Stopwatch.GetTimestamp();
        if (await find() is null) throw new InvalidOperationException("The article is not there");
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
