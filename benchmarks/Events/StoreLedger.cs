using JasperFx.Events.Projections;
using Marten;
using Npgsql;

namespace Benchmarks.Events;

/// <summary>The store's streams, as it comes.</summary>
public sealed class StoreLedger : ILedger
{
    private readonly string _connectionString;
    private readonly DocumentStore _store;

    public StoreLedger(string connectionString)
    {
        _connectionString = connectionString;
        _store = DocumentStore.For(o =>
        {
            o.Connection(connectionString);
            o.DatabaseSchemaName = "ledger";
            o.Events.AddEventType<AccountOpened>();
            o.Events.AddEventType<MoneyMoved>();
            o.Projections.Snapshot<Account>(SnapshotLifecycle.Async);
        });
    }

    public async Task<IReadOnlyList<Guid>> PrepareAsync(int streams, int movements)
    {
        await _store.Advanced.Clean.CompletelyRemoveAllAsync();
        List<Guid> ids = [];
        foreach (var chunk in Enumerable.Range(0, streams).Chunk(200))
        {
            await using var session = _store.LightweightSession();
            foreach (var number in chunk)
            {
                object[] events = [new AccountOpened("Owner " + number), .. Enumerable.Range(1, movements).Select(i => new MoneyMoved(i, "movement " + i))];
                ids.Add(session.Events.StartStream<Account>(Guid.CreateVersion7(), events).Id);
            }

            await session.SaveChangesAsync();
        }

        await using NpgsqlConnection connection = new(_connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand analyze = new("vacuum analyze ledger.mt_events, ledger.mt_streams", connection);
        await analyze.ExecuteNonQueryAsync();
        return ids;
    }

    public async Task AppendAsync(Guid stream, MoneyMoved moved)
    {
        await using var session = _store.LightweightSession();
        session.Events.Append(stream, moved);
        await session.SaveChangesAsync();
    }

    public async Task StartAsync(Guid stream, AccountOpened opened, MoneyMoved first, MoneyMoved second)
    {
        await using var session = _store.LightweightSession();
        session.Events.StartStream<Account>(stream, opened, first, second);
        await session.SaveChangesAsync();
    }

    public async Task<Account> AggregateAsync(Guid stream)
    {
        await using var session = _store.QuerySession();
        return await session.Events.AggregateStreamAsync<Account>(stream) ?? throw new InvalidOperationException("It is not there");
    }

    public async Task RebuildAsync()
    {
        using var daemon = await _store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync<Account>(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
