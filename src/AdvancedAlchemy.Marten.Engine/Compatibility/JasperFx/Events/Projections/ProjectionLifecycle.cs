namespace JasperFx.Events.Projections;

/// <summary>When a projection runs.</summary>
public enum ProjectionLifecycle
{
    /// <summary>In the save that appends the events.</summary>
    Inline = 0,

    /// <summary>In the background.</summary>
    Async = 1,

    /// <summary>When its document is asked for.</summary>
    Live = 2,
}
