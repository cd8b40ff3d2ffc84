using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Services;
using Npgsql;

namespace AdvancedAlchemy.Marten.Conformance.Stores;

/// <summary>Stores with the layer, in a schema of the test's own.</summary>
public abstract class LayerTest(PostgresFixture postgres) : PostgresTest(postgres), IAsyncLifetime
{
    private static int _tests;
    private readonly List<DocumentStore> _stores = [];
    private readonly string _schema = $"layer_{Interlocked.Increment(ref _tests)}";

    protected TestClock Clock { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var store in _stores) await store.DisposeAsync();
        await using NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand drop = new($"set client_min_messages = error; drop schema if exists {_schema} cascade", connection);
        await drop.ExecuteNonQueryAsync();
    }

    /// <param name="connections">How many connections its pool has at most.</param>
    /// <param name="configure">More of the configuration.</param>
    protected DocumentStore Store(int connections = 60, Action<StoreOptions>? configure = null)
    {
        var store = DocumentStore.For(o =>
        {
            o.Connection($"{ConnectionString};Maximum Pool Size={connections};Timeout=60;Application Name={_schema}");
            o.DatabaseSchemaName = _schema;
            o.UseAdvancedAlchemy(a => a.TimeProvider = Clock);
            o.Schema.For<BigIntPaper>().LinksTo<BigIntPaper, BigIntTopic>(p => p.TopicIds, OnDelete.Cascade);
            o.Schema.For<BigIntPaper>().LinksTo<BigIntPaper, BigIntTopic>(p => p.SourceIds);
            configure?.Invoke(o);
        });
        _stores.Add(store);
        return store;
    }

    protected static IDocumentSession Open(IDocumentStore store, DocumentTracking tracking) => store.OpenSession(new SessionOptions { Tracking = tracking });

    protected static async Task SaveAsync<T>(IDocumentStore store, params T[] documents) where T : notnull
    {
        await using var session = store.LightweightSession();
        session.Store(documents);
        await session.SaveChangesAsync();
    }

    protected static async Task<T?> ReadAsync<T>(IDocumentStore store, object id) where T : notnull
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<T>(id);
    }

    protected async Task<T> ScalarAsync<T>(string sql)
    {
        await using NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql.Replace("{schema}", _schema, StringComparison.Ordinal), connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
