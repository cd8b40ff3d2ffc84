namespace JasperFx.Events.Daemon;

/// <summary>The settings of what runs in the background.</summary>
public class DaemonSettings : IReadOnlyDaemonSettings
{
    public DaemonMode AsyncMode { get; set; } = DaemonMode.Disabled;

    /// <summary>How long a shard waits after its first failure; twice as long after each further one, up to half a minute. The default is 1 second.</summary>
    public TimeSpan AgentPauseTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait before looking for new events while there are some. The default is 250 milliseconds.</summary>
    public TimeSpan FastPollingTime { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long to wait before looking for new events while there are none. The default is 1 second.</summary>
    public TimeSpan SlowPollingTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a missing sequence is waited for that may have been reserved outside of a transaction. The default is 3 seconds.</summary>
    public TimeSpan StaleSequenceThreshold { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a shard that is stopped may take to finish the page that it is at. The default is 5 seconds.</summary>
    public TimeSpan StopAndDrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The first key of the advisory locks that make one process the owner of a shard. The default is 4444.</summary>
    public int DaemonLockId { get; set; } = 4444;

    /// <summary>Milliseconds between two attempts to become the owner of a shard. The default is 5000.</summary>
    public int LeadershipPollingTime { get; set; } = 5000;
}
