using JasperFx.Events.Daemon;
using Microsoft.Extensions.Logging;

namespace Marten.Engine.Events.Daemon;

/// <summary>Runs the daemon of a store while the host runs: all of it, or the shards that this process becomes the owner of.</summary>
internal class ProjectionCoordinator : Marten.Events.Daemon.Coordination.IProjectionCoordinator, IAsyncDisposable, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly DocumentStore _store;
    private readonly ProjectionDaemon _daemon;
    private readonly ShardOwnership _ownership;
    private bool _isDisposed;

    internal ProjectionCoordinator(DocumentStore store, ILogger logger)
    {
        _store = store;
        _daemon = new ProjectionDaemon(store, logger);
        _ownership = new ShardOwnership(store, _daemon, logger);
    }

    public IProjectionDaemon DaemonForMainDatabase() => _daemon;

    public ValueTask<IProjectionDaemon> DaemonForDatabase(string databaseIdentifier) => new(_daemon);

    public ValueTask<IReadOnlyList<IProjectionDaemon>> AllDaemonsAsync() => new([_daemon]);

    public Task StartAsync(CancellationToken cancellationToken) => ResumeAsync();

    public Task StopAsync(CancellationToken cancellationToken) => PauseAsync();

    public async Task ResumeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            switch (_store.Settings.Projections.AsyncMode)
            {
                case DaemonMode.Solo: await _daemon.StartAllAsync().ConfigureAwait(false); break;
                case DaemonMode.HotCold: _ownership.Start(); break;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task PauseAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            await _ownership.StopAsync().ConfigureAwait(false);
            await _daemon.StopAllAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_isDisposed) return;
        _isDisposed = true;
        await PauseAsync().ConfigureAwait(false);
        _daemon.Dispose();
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (_isDisposed) return;
        _isDisposed = true;
        _ownership.Abandon();
        _daemon.Dispose();
    }
}
