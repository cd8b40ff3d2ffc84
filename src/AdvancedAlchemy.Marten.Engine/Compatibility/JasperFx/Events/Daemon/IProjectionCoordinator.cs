using Microsoft.Extensions.Hosting;

namespace JasperFx.Events.Daemon;

/// <summary>Runs the daemons of a store with the host.</summary>
public interface IProjectionCoordinator : IHostedService
{
    IProjectionDaemon DaemonForMainDatabase();

    ValueTask<IProjectionDaemon> DaemonForDatabase(string databaseIdentifier);

    ValueTask<IReadOnlyList<IProjectionDaemon>> AllDaemonsAsync();

    /// <summary>Stops all shards that run in this process.</summary>
    Task PauseAsync();

    Task ResumeAsync();
}
