namespace JasperFx.Events.Projections.Composite;

/// <summary>Projections that run together, in stages, on the same events and in the same saves.</summary>
public class CompositeProjection<TOperations, TQuerySession> : ProjectionBase, IProjectionSource<TOperations, TQuerySession>
    where TOperations : TQuerySession, IStorageOperations
{
    public CompositeProjection(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Lifecycle = ProjectionLifecycle.Async;
    }

    /// <summary>In no particular order.</summary>
    protected List<ProjectionStage<TOperations, TQuerySession>> Stages { get; } = [];

    public IReadOnlyList<IProjectionSource<TOperations, TQuerySession>> AllProjections() => [.. Stages.OrderBy(s => s.Order).SelectMany(s => s.Projections)];

    public override IEnumerable<Type> PublishedTypes() => base.PublishedTypes().Concat(AllProjections().SelectMany(p => p.PublishedTypes())).Distinct();

    protected ProjectionStage<TOperations, TQuerySession> StageFor(int stageNumber)
    {
        if (Stages.Find(s => s.Order == stageNumber) is { } known) return known;
        var stage = new ProjectionStage<TOperations, TQuerySession>(stageNumber);
        Stages.Add(stage);
        return stage;
    }
}
