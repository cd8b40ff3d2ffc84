namespace JasperFx.Events.Daemon;

/// <summary>Why a shard runs.</summary>
public enum ShardExecutionMode
{
    /// <summary>To follow the events.</summary>
    Continuous = 0,

    /// <summary>To make everything anew.</summary>
    Rebuild = 1,

    /// <summary>To get to the end, once.</summary>
    CatchUp = 2,
}
