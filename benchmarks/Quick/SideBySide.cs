using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Quick;

/// <summary>Two ways of doing the same work in turns, operation by operation, so that whatever else the machine does meets both.</summary>
public static class SideBySide
{
    // The first rounds compile and fill caches and pools.
    private const int WarmUp = 10;

    /// <summary>Medians of time and means of allocation of one operation, and the median of the ratios of neighbours.</summary>
    /// <remarks>Neighbours in time share the weather, so their ratio moves less from run to run than that of two medians.</remarks>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="repeat">Operations in a round.</param>
    /// <param name="first">One way; the number counts up over both.</param>
    /// <param name="second">The other way.</param>
    public static async Task<(Cost First, Cost Second, double Ratio)> MeasureAsync(int rounds, int repeat, Func<int, Task> first, Func<int, Task> second)
    {
        var counter = 0;
        var times = new List<double>[] { [], [] };
        Func<int, Task>[] ways = [first, second];
        for (var round = -WarmUp; round < rounds; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            for (var i = 0; i < repeat; i++)
            {
                // Whoever goes second finds warmer caches, so they take turns.
                for (var turn = 0; turn < 2; turn++)
                {
                    var which = ((round + i) & 1) == 0 ? turn : 1 - turn;
                    var watch = Stopwatch.StartNew();
                    await ways[which](counter++);
                    watch.Stop();
                    if (round >= 0) times[which].Add(watch.Elapsed.TotalMicroseconds);
                }
            }
        }

        var bytes = new double[2];
        for (var which = 0; which < 2; which++)
        {
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < repeat; i++) await ways[which](counter++);
            bytes[which] = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)repeat;
        }

        return (new Cost(Median(times[0]), bytes[0]), new Cost(Median(times[1]), bytes[1]), Median([.. times[0].Zip(times[1], (a, b) => b / a)]));
    }

    public static string Time(double micros) =>
        micros < 1000
            ? string.Create(CultureInfo.InvariantCulture, $"{micros:0} us")
            : string.Create(CultureInfo.InvariantCulture, $"{micros / 1000:0.0} ms");

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
