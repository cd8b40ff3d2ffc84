using JasperFx.Events.Projections;
using JasperFx.Events.Projections.Composite;
using Marten.Engine.Events.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Marten.Events.Projections;

/// <summary>
/// Projections that run together in the background, in stages: what one has made of a page, those of later stages are told. Later stages look up documents as
/// earlier ones have made or stored them, or deleted them one by one; patches, deletions by a condition and SQL of one's own they only see in the next page.
/// </summary>
/// <remarks>
/// Of the options those of the whole count: the sizes of pages and caches, tracking, and where it begins, which a part may not say. What a rebuild
/// deletes is what all parts say together; a part whose documents are kept keeps them in a rebuild of the whole.
/// </remarks>
public class CompositeProjection : CompositeProjection<IDocumentOperations, IQuerySession>, IRunnable
{
    private readonly StoreOptions _options;
    private readonly Action<ProjectionBase> _announce;
    private readonly List<Action> _late = [];

    internal CompositeProjection(string name, StoreOptions options, Action<ProjectionBase> announce) : base(name) => (_options, _announce) = (options, announce);

    public void Add(IProjectionSource<IDocumentOperations, IQuerySession> projection, int stageNumber = 1)
    {
        ArgumentNullException.ThrowIfNull(projection);
        if (projection is not ProjectionBase { } own || projection is not IRunnable || projection is CompositeProjection)
        {
            throw new ArgumentException($"{projection.GetType().Name} has to derive from SingleStreamProjection, MultiStreamProjection or EventProjection", nameof(projection));
        }

        own.Lifecycle = ProjectionLifecycle.Async;
        StageFor(stageNumber).Add(projection);
        _announce(own);
    }

    public void Add<T>(int stageNumber = 1) where T : IProjectionSource<IDocumentOperations, IQuerySession>, new() => Add(new T(), stageNumber);

    public void Add(IProjection projection, int stageNumber = 1) => Add(projection, static _ => { }, stageNumber);

    public void Add(IProjection projection, Action<AsyncOptions> configure, int stageNumber = 1)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(configure);
        var custom = new CustomProjection(projection) { Name = projection.GetType().Name };
        configure(custom.Options);
        Add(custom, stageNumber);
    }

    /// <summary>Stores the state of each stream as a document.</summary>
    public MartenRegistry.DocumentMappingExpression<T> Snapshot<T>(int stageNumber = 1)
    {
        // What its id is, is known when all settings are.
        _late.Add(() => Add((IProjectionSource<IDocumentOperations, IQuerySession>)_options.Projections.SelfAggregate(typeof(T)), stageNumber));
        var expression = _options.Schema.For<T>();
        _options.Schema.Alter(typeof(T), static m => m.FollowStream());
        return expression;
    }

    /// <summary>Adds a projection that the container of the host builds when the store is built.</summary>
    public void AddProjectionWithServices<TProjection>(ServiceLifetime lifetime = ServiceLifetime.Scoped, int stageNumber = 1, Action<ProjectionBase>? configure = null)
        where TProjection : class, IMartenRegistrable =>
        _late.Add(() => Add((IProjectionSource<IDocumentOperations, IQuerySession>)ProjectionRegistration.Build<TProjection>(
            _options.Services ?? throw new InvalidProjectionException($"{typeof(TProjection).Name} needs services, and the store is not built by a host"), ProjectionLifecycle.Async, lifetime, configure), stageNumber));

    /// <summary>All of them, when the settings of the store are known.</summary>
    internal CompositeProjection Completed()
    {
        foreach (var add in _late) add();
        _late.Clear();
        foreach (var projection in Parts)
        {
            if (Version > 1) projection.Version = Version;
        }

        return this;
    }

    internal IEnumerable<ProjectionBase> Parts => AllProjections().Cast<ProjectionBase>();

    void IRunnable.AssertFits(StoreOptions options)
    {
        foreach (var projection in Parts)
        {
            projection.AssembleAndAssertValidity();
            ((IRunnable)projection).AssertFits(options);
            if (projection.Options.HasStartingPoint)
            {
                throw new InvalidProjectionException($"{projection.Name} says where it begins, but it is a part of the composite projection {Name}: say it in the options of that one");
            }

            if (projection.StreamType is null && projection.IncludeArchivedEvents == IncludeArchivedEvents) continue;
            throw new InvalidProjectionException($"{projection.Name} asks for other streams than the composite projection {Name} reads: let it run by itself");
        }
    }

    /// <summary>What it stores itself, besides its parts.</summary>
    internal IEnumerable<Type> OwnTypes => PublishedTypes().Except(Parts.SelectMany(p => p.PublishedTypes()));

    IProjectionRunner IRunnable.CreateRunner(DocumentStore store) => new CompositeRunner(
        this, [.. Stages.OrderBy(s => s.Order).Select(s => s.Projections.Select(p => ((IRunnable)p).CreateRunner(store)).ToArray())]);
}
