namespace JasperFx.Events.Daemon;

/// <summary>What has happened to a shard.</summary>
public enum ShardAction
{
    Updated = 0,
    Started = 1,
    Stopped = 2,
    Paused = 3,
    Skipped = 4,
    Faulted = 5,
    Restarted = 6,
}
