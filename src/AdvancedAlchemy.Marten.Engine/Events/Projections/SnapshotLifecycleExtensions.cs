using JasperFx.Events.Projections;

namespace Marten.Events.Projections;

/// <summary>Turns one kind of lifecycle into the other.</summary>
public static class SnapshotLifecycleExtensions
{
    public static ProjectionLifecycle Map(this SnapshotLifecycle projectionLifecycle) => projectionLifecycle switch
    {
        SnapshotLifecycle.Inline => ProjectionLifecycle.Inline,
        SnapshotLifecycle.Async => ProjectionLifecycle.Async,
        _ => throw new ArgumentOutOfRangeException(nameof(projectionLifecycle), projectionLifecycle, null),
    };

    /// <exception cref="ArgumentOutOfRangeException">A live aggregate is not stored.</exception>
    public static SnapshotLifecycle Map(this ProjectionLifecycle projectionLifecycle) => projectionLifecycle switch
    {
        ProjectionLifecycle.Inline => SnapshotLifecycle.Inline,
        ProjectionLifecycle.Async => SnapshotLifecycle.Async,
        _ => throw new ArgumentOutOfRangeException(nameof(projectionLifecycle), projectionLifecycle, null),
    };
}
