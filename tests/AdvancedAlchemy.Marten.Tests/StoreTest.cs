using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Services;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace AdvancedAlchemy.Marten.Tests;

/// <summary>Stores in a schema of the test's own, closed at its end.</summary>
public abstract class StoreTest(PostgresFixture postgres) : PostgresTest(postgres), IAsyncLifetime
{
    private readonly List<DocumentStore> _stores = [];
    private readonly HashSet<string> _schemas = [];

    protected TestClock Clock { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var store in _stores) await store.DisposeAsync();
        foreach (var schema in _schemas)
        {
            await using var drop = DataSource.CreateCommand($"drop schema if exists {schema} cascade");
            drop.CommandTimeout = 300;
            await drop.ExecuteNonQueryAsync();
        }
    }

    /// <summary>A store on a schema for one test, so that tests of a class do not meet.</summary>
    protected DocumentStore Store(Action<StoreOptions>? configure = null, string? connection = null, [CallerMemberName] string name = "")
    {
        var schema = SchemaOf(name);
        var store = DocumentStore.For(o =>
        {
            if (connection is null) o.Connection(DataSource);
            else o.Connection(connection);
            o.DatabaseSchemaName = schema;
            o.CommandTimeout = 300;      // on a busy machine a race takes its time: whoever waits for a lock is not to give up
            o.UseAdvancedAlchemy(a => a.TimeProvider = Clock);
            configure?.Invoke(o);
        });
        _stores.Add(store);
        return store;
    }

    /// <summary>For a unique index in which a null is a value.</summary>
    protected async Task SkipBeforePostgres15Async()
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        Assert.SkipWhen(connection.PostgreSqlVersion.Major < 15, "NULLS NOT DISTINCT came with PostgreSQL 15");
    }

    private string SchemaOf(string test)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(test)))[..8];
        var schema = $"{Schema[..Math.Min(Schema.Length, 50)]}_{hash}";
        _schemas.Add(schema);
        return schema;
    }

    protected static IDocumentSession Open(IDocumentStore store, DocumentTracking tracking, string? tenant = null)
    {
        SessionOptions options = new() { Tracking = tracking };
        if (tenant is not null) options.TenantId = tenant;
        return store.OpenSession(options);
    }

    /// <summary>Runs all at once: every one waits until all are ready.</summary>
    protected static async Task<IReadOnlyList<Exception?>> RaceAsync(int count, Func<int, Task<Func<Task>>> prepare)
    {
        var ready = new List<Func<Task>>();
        for (var i = 0; i < count; i++) ready.Add(await prepare(i));
        TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var runners = ready.Select(async run =>
        {
            await start.Task;
            try
            {
                await run();
                return (Exception?)null;
            }
            catch (Exception e)
            {
                return e;
            }
        }).ToArray();
        start.SetResult();
        return await Task.WhenAll(runners);
    }
}
