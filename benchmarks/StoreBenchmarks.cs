using AdvancedAlchemy.Marten.Testing;
using BenchmarkDotNet.Attributes;
using Benchmarks.Quick;
using Benchmarks.Subjects;

namespace Benchmarks;

/// <summary>The rows of the quick table under BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class StoreBenchmarks
{
    private PostgresServer _server = null!;
    private ISubject _subject = null!;
    private int _counter;

    [Params("by hand", "store")]
    public string Subject { get; set; } = "";

    [GlobalSetup]
    public async Task Setup()
    {
        _server = await PostgresServer.StartAsync();
        _subject = Subject == "store" ? new MartenStore(_server.ConnectionString) : new HandWritten(_server.ConnectionString);
        await _subject.PrepareAsync(Work.Rows);
        await Work.LearnIdsAsync(_subject);
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await _subject.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Benchmark]
    public Task Insert() => Run(0);

    [Benchmark]
    public Task InsertThousand() => Run(1);

    [Benchmark]
    public Task BulkInsert() => Run(2);

    [Benchmark]
    public Task Load() => Run(3);

    [Benchmark]
    public Task FindBySlug() => Run(4);

    [Benchmark]
    public Task Page() => Run(5);

    private Task Run(int row) => Work.All[row].Run(_subject, _counter++);
}
