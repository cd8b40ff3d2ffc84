namespace AdvancedAlchemy.Marten.Testing.Processes;

/// <summary>The system's way to keep a server no longer than its owners.</summary>
internal static class ServerLeases
{
    public static async Task<IServerLease> StartAsync(WatchdogOrder order, CancellationToken token) =>
        OperatingSystem.IsWindows() ? new WindowsLease(order) : await Watchdog.StartAsync(order, token).ConfigureAwait(false);

    /// <summary>Joins the running server of a persistent folder; <see langword="null"/> when none is watched over there.</summary>
    public static async Task<IServerLease?> JoinAsync(string folder, CancellationToken token) =>
        OperatingSystem.IsWindows()
            ? WindowsLease.Join(folder)
            : await Lifeline.JoinAsync(Path.Combine(folder, "lifeline"), token).ConfigureAwait(false);
}
