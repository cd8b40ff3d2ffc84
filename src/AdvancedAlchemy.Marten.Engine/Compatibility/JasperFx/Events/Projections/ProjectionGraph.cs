using JasperFx.Events.Daemon;

namespace JasperFx.Events.Projections;

/// <summary>The projections of a store, in the order in which they were added.</summary>
public abstract class ProjectionGraph<TProjection, TOperations, TQuerySession> : DaemonSettings
    where TProjection : IJasperFxProjection<TOperations> where TOperations : TQuerySession, IStorageOperations
{
    private readonly List<Lazy<ProjectionBase>> _projections = [];

    private protected ProjectionGraph()
    {
    }

    /// <summary>What is left out in the background: by default whatever cannot be dealt with.</summary>
    public ErrorHandlingOptions Errors { get; } = new() { SkipApplyErrors = true, SkipSerializationErrors = true, SkipUnknownEvents = true };

    /// <summary>What a rebuild leaves out: by default nothing, so that it fails.</summary>
    public ErrorHandlingOptions RebuildErrors { get; } = new();

    internal IEnumerable<ProjectionBase> Projections => _projections.Select(p => p.Value);

    /// <exception cref="ArgumentException">The projection is none that derives from one of the base classes.</exception>
    public void Add(IProjectionSource<TOperations, TQuerySession> source, ProjectionLifecycle lifecycle, Action<AsyncOptions>? asyncConfiguration = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source is not ProjectionBase projection)
        {
            throw new ArgumentException($"{source.GetType().Name} has to derive from SingleStreamProjection, MultiStreamProjection or EventProjection", nameof(source));
        }

        projection.Lifecycle = lifecycle;
        asyncConfiguration?.Invoke(projection.Options);
        Queue(() => projection);
        onAddProjection(projection);
    }

    public void Add(TProjection projection, ProjectionLifecycle lifecycle, string? projectionName = null, Action<AsyncOptions>? asyncConfiguration = null)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var source = Wrap(projection);
        source.Name = projectionName ?? projection.GetType().Name;
        source.Lifecycle = lifecycle;
        asyncConfiguration?.Invoke(source.Options);
        Queue(() => source);
        onAddProjection(source);
    }

    public void Add<TProjectionType>(ProjectionLifecycle lifecycle, Action<AsyncOptions>? asyncConfiguration = null)
        where TProjectionType : ProjectionBase, IProjectionSource<TOperations, TQuerySession>, new() => Add(new TProjectionType(), lifecycle, asyncConfiguration);

    public void Register(IProjectionSource<TOperations, TQuerySession> source, ProjectionLifecycle lifecycle, Action<AsyncOptions>? asyncConfiguration = null) =>
        Add(source, lifecycle, asyncConfiguration);

    public bool HasAnyAsyncProjections() => Projections.Any(p => p.Lifecycle == ProjectionLifecycle.Async);

    public bool IsActive() => _projections.Count > 0;

    public string[] AllProjectionNames() => [.. Projections.Select(p => p.Name)];

    /// <summary>The types of the documents that projections write.</summary>
    public IEnumerable<Type> AllPublishedTypes() => Projections.Where(p => p.Lifecycle != ProjectionLifecycle.Live).SelectMany(p => p.PublishedTypes()).Distinct();

    protected abstract void onAddProjection(object projection);

    private protected abstract ProjectionBase Wrap(TProjection projection);

    /// <summary>Adds a projection that can only be made when all settings are known.</summary>
    private protected void Queue(Func<ProjectionBase> make) => _projections.Add(new Lazy<ProjectionBase>(make));
}
