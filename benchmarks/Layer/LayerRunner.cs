using System.Globalization;
using AdvancedAlchemy.Marten.Testing;
using Benchmarks.Quick;

namespace Benchmarks.Layer;

/// <summary>The layer beside plain use of the same store.</summary>
public static class LayerRunner
{
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args is ["--rounds", var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 25;
        await using var server = await PostgresServer.StartAsync();
        await using var stores = new LayerStores(server.ConnectionString);
        await stores.PrepareAsync();
        Console.WriteLine($"PostgreSQL {server.ServerVersion}, .NET {Environment.Version}, {Environment.ProcessorCount} cores; medians of {rounds} rounds in turns");
        Console.WriteLine();
        Console.WriteLine("| work | plain | layer | ratio | goal | bytes plain | bytes layer |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|");
        var works = await LayerWork.AllAsync(stores);

        // A process and a server that are minutes old are what is to be compared: whatever is measured first is measured cold.
        await SideBySide.MeasureAsync(rounds, works[0].Repeat, i => works[0].Plain(2_000_000 + i), i => works[0].Layer(2_000_000 + i));
        foreach (var work in works)
        {
            var (plain, layer, ratio) = await SideBySide.MeasureAsync(rounds, work.Repeat, work.Plain, work.Layer);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {work.Name} | {SideBySide.Time(plain.Micros)} | {SideBySide.Time(layer.Micros)} | {ratio:0.00} | {work.Goal:0.0#} | {plain.Bytes:N0} | {layer.Bytes:N0} |"));
        }

        return 0;
    }
}
