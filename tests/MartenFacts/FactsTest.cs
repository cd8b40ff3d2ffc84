using AdvancedAlchemy.Marten.Testing;
using Marten;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace MartenFacts;

/// <summary>A store in a schema of the test's own, closed at its end, and a look at the database behind its back.</summary>
public abstract class FactsTest(PostgresFixture postgres) : PostgresTest(postgres), IAsyncLifetime
{
    private static int _tests;
    private readonly List<DocumentStore> _stores = [];
    private string? _schema;

    /// <summary>This test's schema, so that the tests of a class may run in any order.</summary>
    protected new string Schema => _schema ??= $"{base.Schema[..Math.Min(base.Schema.Length, 50)]}_{Interlocked.Increment(ref _tests)}";

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var store in _stores) await store.DisposeAsync();
        if (_schema is not null) await ExecuteAsync($"set client_min_messages = error; drop schema if exists {_schema} cascade");
    }

    protected DocumentStore Store(Action<StoreOptions>? configure = null)
    {
        var store = DocumentStore.For(o =>
        {
            o.Connection(DataSource);
            o.DatabaseSchemaName = Schema;
            configure?.Invoke(o);
        });
        _stores.Add(store);
        return store;
    }

    protected static async Task SaveAsync<T>(IDocumentStore store, params T[] documents) where T : notnull
    {
        await using var session = store.LightweightSession();
        session.Store(documents);
        await session.SaveChangesAsync();
    }

    protected async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        var value = await command.ExecuteScalarAsync();
        return value is null or DBNull ? default! : (T)value;
    }

    /// <summary>The indexes of this test's schema, by their names.</summary>
    /// <remarks>
    /// Whatever else is asked of them is to be asked here: in a condition, the server may look at the definitions of other tests' indexes
    /// before it looks at their schema, and those are dropped meanwhile.
    /// </remarks>
    protected async Task<IReadOnlyDictionary<string, string>> IndexesAsync(string table = "%")
    {
        await using var command = DataSource.CreateCommand($"select indexname::text, indexdef from pg_indexes where schemaname = '{Schema}' and tablename like '{table}'");
        await using var reader = await command.ExecuteReaderAsync();
        var indexes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync()) indexes.Add(reader.GetString(0), reader.GetString(1));
        return indexes;
    }

    protected async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }
}
