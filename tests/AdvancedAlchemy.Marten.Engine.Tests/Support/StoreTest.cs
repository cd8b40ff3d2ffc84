using AdvancedAlchemy.Marten.Testing;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten.Engine.Tests.Support;

/// <summary>A base for tests of stores: a store in the class's own schema, and a look at the database behind its back.</summary>
public abstract class StoreTest(PostgresFixture postgres) : PostgresTest(postgres)
{
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
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        var value = await command.ExecuteScalarAsync();
        return value is null or DBNull ? default! : (T)value;
    }

    protected async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
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
