namespace JasperFx.Events.Daemon;

/// <summary>The settings of what runs in the background, to be looked at.</summary>
public interface IReadOnlyDaemonSettings
{
    DaemonMode AsyncMode { get; }

    TimeSpan FastPollingTime { get; }

    TimeSpan SlowPollingTime { get; }

    TimeSpan StaleSequenceThreshold { get; }

    TimeSpan StopAndDrainTimeout { get; }
}
