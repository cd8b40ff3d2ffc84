using AdvancedAlchemy.Marten.Testing;
using BenchmarkDotNet.Attributes;
using Benchmarks.Quick;
using Benchmarks.Subjects;

namespace Benchmarks;

/// <summary>The rows of the quick table under BenchmarkDotNet, with the ratio to hand-written Npgsql and the bytes of each.</summary>
[MemoryDiagnoser]
public class StoreBenchmarks
{
    private PostgresServer _server = null!;
    private HandWritten _byHand = null!;
    private MartenStore _store = null!;
    private Work _work = null!;
    private int _counter;

    [ParamsSource(nameof(Rows))]
    public string Row { get; set; } = "";

    public static IEnumerable<string> Rows => Work.All.Select(w => w.Name);

    [GlobalSetup]
    public async Task Setup()
    {
        _work = Work.All.Single(w => w.Name == Row);
        _server = await PostgresServer.StartAsync();
        _byHand = new HandWritten(_server.ConnectionString);
        _store = new MartenStore(_server.ConnectionString);
        foreach (ISubject subject in (ISubject[])[_byHand, _store])
        {
            await subject.PrepareAsync(Work.Rows);
            await Work.LearnIdsAsync(subject);
        }
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await _byHand.DisposeAsync();
        await _store.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Benchmark(Baseline = true, Description = "by hand")]
    public Task ByHand() => _work.Run(_byHand, _counter++);

    [Benchmark(Description = "store")]
    public Task Store() => _work.Run(_store, _counter++);
}
