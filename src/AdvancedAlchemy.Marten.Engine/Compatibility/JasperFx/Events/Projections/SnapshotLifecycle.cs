namespace JasperFx.Events.Projections;

/// <summary>When a stored aggregate is brought up to date.</summary>
public enum SnapshotLifecycle
{
    Inline = 0,
    Async = 1,
}
