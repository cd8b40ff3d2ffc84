using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;

namespace MartenFacts.Events.Daemon;

/// <summary>A store whose projections run in the background, and looks often enough not to keep a test waiting.</summary>
public abstract class DaemonTest(PostgresFixture postgres) : EventsTest(postgres)
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<IProjectionDaemon> _daemons = [];

    protected DocumentStore AsyncStore(Action<StoreOptions> configure, EventAppendMode mode = EventAppendMode.QuickWithServerTimestamps) => EventStore(mode, o =>
    {
        Hurry(o);
        configure(o);
    });

    protected static void Hurry(StoreOptions options)
    {
        options.Projections.FastPollingTime = TimeSpan.FromMilliseconds(20);
        options.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(50);
        options.Projections.AgentPauseTime = TimeSpan.FromMilliseconds(20);
        options.Projections.StaleSequenceThreshold = TimeSpan.FromSeconds(10);
        options.Projections.LeadershipPollingTime = 50;
    }

    protected async Task<IProjectionDaemon> DaemonOf(IDocumentStore store)
    {
        var daemon = await store.BuildProjectionDaemonAsync(logger: new TestLog());
        _daemons.Add(daemon);
        return daemon;
    }

    protected async Task<IProjectionDaemon> StartedDaemonOf(IDocumentStore store)
    {
        var daemon = await DaemonOf(store);
        await daemon.StartAllAsync();
        return daemon;
    }

    protected static async Task<long> ProgressOf(IDocumentStore store, string name) => await store.Advanced.ProjectionProgressFor(new ShardName(name));

    /// <summary>Waits until something is true.</summary>
    protected static async Task UntilAsync(Func<Task<bool>> condition, string description)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(Patience, description);
            await Task.Delay(10);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var daemon in _daemons)
        {
            await daemon.StopAllAsync();
            daemon.Dispose();
        }

        await base.DisposeAsync();
    }
}
