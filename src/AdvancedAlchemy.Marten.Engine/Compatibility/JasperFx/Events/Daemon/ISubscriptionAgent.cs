namespace JasperFx.Events.Daemon;

/// <summary>Runs one shard.</summary>
public interface ISubscriptionAgent : ISubscriptionController
{
    AgentStatus Status { get; }

    /// <summary>The last event that it is done with.</summary>
    long Position { get; }

    /// <summary>How far it may go.</summary>
    long HighWaterMark { get; }

    /// <summary>Since when it is paused; null unless it is.</summary>
    DateTimeOffset? PausedTime { get; }

    /// <summary>Stops when the page that it is at is saved.</summary>
    Task StopAndDrainAsync(CancellationToken token);

    /// <summary>Stops at once.</summary>
    Task HardStopAsync();
}
