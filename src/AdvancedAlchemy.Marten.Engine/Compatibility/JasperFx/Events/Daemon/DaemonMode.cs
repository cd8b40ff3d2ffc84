namespace JasperFx.Events.Daemon;

/// <summary>Where projections and subscriptions of the background run.</summary>
public enum DaemonMode
{
    /// <summary>Nowhere.</summary>
    Disabled = 0,

    /// <summary>In this process, which is the only one.</summary>
    Solo = 1,

    /// <summary>In one of the processes, each shard; the others stand by.</summary>
    HotCold = 2,

    /// <summary>Where somebody else starts them.</summary>
    ExternallyManaged = 3,
}
