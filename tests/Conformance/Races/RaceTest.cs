using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;
using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Races;

/// <summary>Many sessions at once, all made ready first and then let go together.</summary>
[Collection("races")]
public abstract class RaceTest(PostgresFixture postgres) : LayerTest(postgres)
{
    // what hangs is a failure
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Runs all that was prepared at once.</summary>
    /// <returns>What each threw; null for those that succeeded.</returns>
    protected static async Task<Exception?[]> RaceAsync(int count, Func<int, Task<Func<Task>>> prepare)
    {
        List<Func<Task>> ready = [];
        for (var i = 0; i < count; i++) ready.Add(await prepare(i));
        TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var runners = ready.Select(async run =>
        {
            await start.Task;
            return await Record.ExceptionAsync(run);
        }).ToArray();
        start.SetResult();
        return await Task.WhenAll(runners).WaitAsync(Patience);
    }

    /// <summary>Makes the tables, and opens as many connections as the pool has.</summary>
    protected static async Task WarmAsync(IDocumentStore store, int connections)
    {
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await SaveAsync(store, new BigIntPaper { Title = "Warm" });
        var sessions = Enumerable.Range(0, connections).Select(_ => store.LightweightSession()).ToArray();
        await Task.WhenAll(sessions.Select(s => s.BeginTransactionAsync(TestContext.Current.CancellationToken).AsTask()));
        foreach (var session in sessions) await session.DisposeAsync();
    }

    protected static async Task<IReadOnlyList<BigIntPaper>> PapersAsync(IDocumentStore store)
    {
        await using var session = store.QuerySession();
        return await session.Query<BigIntPaper>().Where(p => p.Title != "Warm").ToListAsync();
    }
}
