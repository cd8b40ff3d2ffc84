using JasperFx.Events.Daemon;
using Marten;

namespace Orders;

/// <summary>Runs the projections of the background until it is disposed. In a web application, <c>AddAsyncDaemon</c> does that.</summary>
internal sealed class RunningDaemon : IAsyncDisposable
{
    private RunningDaemon(IProjectionDaemon daemon) => Daemon = daemon;

    internal IProjectionDaemon Daemon { get; }

    internal static async Task<RunningDaemon> StartAsync(IDocumentStore store)
    {
        var running = new RunningDaemon(await store.BuildProjectionDaemonAsync());
        await running.Daemon.StartAllAsync();
        return running;
    }

    public async ValueTask DisposeAsync()
    {
        await Daemon.StopAllAsync();
        Daemon.Dispose();
    }
}
