using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

/// <summary>Hosts with daemons on one store.</summary>
public abstract class DaemonHostTest(PostgresFixture postgres) : StoreTest(postgres)
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    protected void Basics(StoreOptions options) => Basics(options, ConnectionString, Schema);

    internal static void Basics(StoreOptions options, string connectionString, string schema)
    {
        options.Connection(connectionString);
        options.DatabaseSchemaName = schema;
        Hurry(options);
        options.Projections.Add<TallyProjection>(ProjectionLifecycle.Async);
    }

    protected static void Hurry(StoreOptions options)
    {
        options.Projections.FastPollingTime = TimeSpan.FromMilliseconds(20);
        options.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(50);
        options.Projections.AgentPauseTime = TimeSpan.FromMilliseconds(20);
        options.Projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(300);
        options.Projections.LeadershipPollingTime = 50;
    }

    protected static IHost Build(Action<IServiceCollection> configure, LogLines? log = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        if (log is not null) builder.Logging.AddProvider(log);
        configure(builder.Services);
        return builder.Build();
    }

    protected static IProjectionDaemon DaemonOf(IHost host) =>
        host.Services.GetRequiredService<global::Marten.Events.Daemon.Coordination.IProjectionCoordinator>().DaemonForMainDatabase();

    protected static async Task AppendAsync(IDocumentStore store, params object[] events)
    {
        await using var session = store.LightweightSession();
        session.Events.StartStream(events);
        await session.SaveChangesAsync();
    }

    protected static async Task UntilAsync(Func<Task<bool>> condition, string description)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(Patience, description);
            await Task.Delay(10);
        }
    }

    /// <summary>Has every page wait where its documents are written, while somebody holds an advisory lock.</summary>
    protected Task WaitAtPagesAsync(int key) => ExecuteAsync($"""
        create function {Schema}.wait_there() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock({key}); return new; end $$;
        create trigger wait_there before insert on {Schema}.mt_doc_tally for each row execute function {Schema}.wait_there()
        """);

    protected static Task UntilAsync(Func<bool> condition, string description) => UntilAsync(() => Task.FromResult(condition()), description);

    protected static async Task<Tally?> TallyAsync(IDocumentStore store, string name)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Tally>(name);
    }
}
