using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace AdvancedAlchemy.Marten.Engine.Tests.Support;

/// <summary>A base for tests of stores: a store in a schema of the test's own, and a look at the database behind its back.</summary>
public abstract class StoreTest(PostgresFixture postgres) : PostgresTest(postgres), IAsyncDisposable
{
    private static int _tests;
    private string? _schema;

    /// <summary>This test's schema, so that the tests of a class may run in any order.</summary>
    protected new string Schema => _schema ??= $"{base.Schema[..Math.Min(base.Schema.Length, 50)]}_{Interlocked.Increment(ref _tests)}";

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_schema is not null) await ExecuteAsync($"set client_min_messages = error; drop schema if exists {_schema} cascade");
    }

    protected DocumentStore Store(Action<StoreOptions>? configure = null) => DocumentStore.For(o =>
    {
        o.Connection(ConnectionString);
        o.DatabaseSchemaName = Schema;
        configure?.Invoke(o);
    });

    /// <summary>The table of a document type of this class.</summary>
    protected string Table(string alias) => $"{Schema}.mt_doc_{alias}";

    protected async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        var value = await command.ExecuteScalarAsync();
        return value is null or DBNull ? default! : (T)value;
    }

    protected async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    protected static async Task SaveAsync<T>(IDocumentStore store, params T[] documents) where T : notnull
    {
        await using var session = store.LightweightSession();
        session.Store(documents);
        await session.SaveChangesAsync();
    }

    protected static async Task<T?> LoadAsync<T>(IDocumentStore store, Guid id) where T : notnull
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<T>(id);
    }
}
