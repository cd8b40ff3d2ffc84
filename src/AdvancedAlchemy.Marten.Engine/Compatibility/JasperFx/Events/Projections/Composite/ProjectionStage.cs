namespace JasperFx.Events.Projections.Composite;

/// <summary>The projections of a composite one that see what the stages before have made.</summary>
public class ProjectionStage<TOperations, TQuerySession>(int order) where TOperations : TQuerySession, IStorageOperations
{
    private readonly List<IProjectionSource<TOperations, TQuerySession>> _projections = [];

    public int Order { get; } = order;

    public IReadOnlyList<IProjectionSource<TOperations, TQuerySession>> Projections => _projections;

    public void Add(IProjectionSource<TOperations, TQuerySession> projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        _projections.Add(projection);
    }
}
