using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Quick;

/// <summary>Two ways of doing the same work in turns, so that whatever else the machine does meets both.</summary>
public static class SideBySide
{
    // The first rounds compile and fill caches and pools.
    private const int WarmUp = 10;

    /// <summary>Medians of time and allocation of one operation.</summary>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="repeat">Operations in a round.</param>
    /// <param name="first">One way; the number counts up over both.</param>
    /// <param name="second">The other way.</param>
    public static async Task<(Cost First, Cost Second)> MeasureAsync(int rounds, int repeat, Func<int, Task> first, Func<int, Task> second)
    {
        var counter = 0;
        var costs = new List<Cost>[] { [], [] };
        Func<int, Task>[] ways = [first, second];
        for (var round = -WarmUp; round < rounds; round++)
        {
            // Whoever goes second finds warmer caches, so they take turns.
            for (var turn = 0; turn < 2; turn++)
            {
                var which = (round & 1) == 0 ? turn : 1 - turn;
                var cost = await OnceAsync(ways[which], counter, repeat);
                counter += repeat;
                if (round >= 0) costs[which].Add(cost);
            }
        }

        return (Median(costs[0]), Median(costs[1]));
    }

    public static string Time(double micros) =>
        micros < 1000
            ? string.Create(CultureInfo.InvariantCulture, $"{micros:0} us")
            : string.Create(CultureInfo.InvariantCulture, $"{micros / 1000:0.0} ms");

    private static async Task<Cost> OnceAsync(Func<int, Task> work, int start, int repeat)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < repeat; i++) await work(start + i);
        watch.Stop();
        return new Cost(watch.Elapsed.TotalMicroseconds / repeat, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)repeat);
    }

    private static Cost Median(List<Cost> costs) => new(Median(costs.Select(c => c.Micros)), Median(costs.Select(c => c.Bytes)));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
