using System.Collections.Concurrent;
using AdvancedAlchemy.Marten.Testing;
using global::Marten;
using global::Marten.Engine.Linq;
using global::Marten.Engine.Linq.Execution;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>A store over the class's own schema, filled once.</summary>
public abstract class LinqTest(PostgresFixture postgres) : PostgresTest(postgres)
{
    private static readonly ConcurrentDictionary<(Type, string), Lazy<Task<DocumentStore>>> Stores = new();

    /// <summary>The store of the test class for these options, made and filled when first asked for.</summary>
    protected Task<DocumentStore> StoreAsync<T>(T[] documents, string variant = "", Action<StoreOptions>? configure = null) where T : notnull =>
        Stores.GetOrAdd((GetType(), variant), _ => new Lazy<Task<DocumentStore>>(async () =>
        {
            var store = NewStore(variant, configure);
            await store.BulkInsertAsync(documents);
            return store;
        })).Value;

    protected DocumentStore NewStore(string variant = "", Action<StoreOptions>? configure = null) => DocumentStore.For(o =>
    {
        o.Connection(ConnectionString);
        o.DatabaseSchemaName = Schema[..Math.Min(Schema.Length, 50)] + variant;
        configure?.Invoke(o);
    });

    /// <summary>The SQL of a query.</summary>
    protected static string Sql<T>(IQueryable<T> query) => QueryRunner.Prepare<T>(query, ResultKind.Rows).Plan.Sql;
}
