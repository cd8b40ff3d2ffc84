using AdvancedAlchemy.Marten.Testing.Processes;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>How one way makes and runs a server; <see cref="ServerLauncher"/> does what they have in common.</summary>
internal interface IServerRecipe
{
    PostgresSource Source { get; }

    ServerAccount Account { get; }

    /// <summary>Checks that existing data can be run by this way's server.</summary>
    /// <exception cref="WayClosedException">It is of another major version.</exception>
    void CheckData(string data);

    /// <summary>Fills a data folder that does not exist yet, and returns the password of the user <c>postgres</c>.</summary>
    Task<string> CreateDataAsync(string data, CancellationToken token);

    /// <summary>The server's command line for a port.</summary>
    WatchdogOrder Order(string folder, int port, bool persistent);

    /// <summary>Stops a server whose watchdog was killed; called only after that server has proved to be ours.</summary>
    Task StopOrphanAsync(string folder, CancellationToken token);
}
