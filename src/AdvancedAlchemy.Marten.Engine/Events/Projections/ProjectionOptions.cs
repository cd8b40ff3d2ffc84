using System.Reflection;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.Events.Subscriptions;
using Marten.Engine.Events.Daemon;
using Marten.Engine.Events.Projections;
using Marten.Events.Aggregation;
using Marten.Subscriptions;

namespace Marten.Events.Projections;

/// <summary>The projections of a store.</summary>
public class ProjectionOptions : ProjectionGraph<IProjection, IDocumentOperations, IQuerySession>
{
    /// <summary>They hear of what projections and subscriptions save in the background, but not of what a rebuild saves.</summary>
    public readonly List<IChangeListener> AsyncListeners = [];

    private readonly StoreOptions _options;

    internal ProjectionOptions(StoreOptions options) => _options = options;

    /// <summary>Whether the instance of FetchForWriting is the one that the inline projection of the session goes on with. It is by default.</summary>
    public bool UseIdentityMapForAggregates
    {
        get => _options.EventGraph.UseIdentityMapForAggregates;
        set => _options.EventGraph.UseIdentityMapForAggregates = value;
    }

    /// <summary>
    /// How long the background waits for a missing event while a transaction is open that may still save it. It never skips one by default: with a limit
    /// it does, and an event that is saved later is never projected.
    /// </summary>
    public TimeSpan? SkipStaleGapsDespiteLiveTransactionsAfter { get; set; }

    /// <summary>What is to be given the events in the background, besides projections.</summary>
    internal List<Func<SubscriptionShard>> Subscriptions { get; } = [];

    /// <summary>Gives all events in order to a subscription, in the background.</summary>
    public void Subscribe(ISubscription subscription, Action<ISubscriptionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        Subscribe(() => SubscriptionShard.Of(subscription, subscription.GetType(), configure));
    }

    /// <summary>Adds a subscription that is made when it is first run: it may need the store itself.</summary>
    internal void Subscribe(Func<SubscriptionShard> subscription)
    {
        _options.EventGraph.Activate();
        Subscriptions.Add(subscription);
    }

    /// <summary>Stores the state of each stream as a document.</summary>
    public MartenRegistry.DocumentMappingExpression<T> Snapshot<T>(SnapshotLifecycle lifecycle, Action<AsyncOptions>? asyncConfiguration = null) =>
        Snapshot<T>(lifecycle, static _ => { }, asyncConfiguration);

    public MartenRegistry.DocumentMappingExpression<T> Snapshot<T>(
        SnapshotLifecycle lifecycle, Action<ProjectionBase> configureProjection, Action<AsyncOptions>? asyncConfiguration = null)
    {
        ArgumentNullException.ThrowIfNull(configureProjection);
        Queue(() => Configured(typeof(T), lifecycle.Map(), configureProjection, asyncConfiguration));
        _options.EventGraph.Activate();
        var expression = _options.Schema.For<T>();
        _options.Schema.Alter(typeof(T), static m => m.FollowStream());
        return expression;
    }

    /// <summary>Makes the state of streams when it is asked for; nothing is stored.</summary>
    public MartenRegistry.DocumentMappingExpression<T> LiveStreamAggregation<T>(Action<AsyncOptions>? asyncConfiguration = null)
    {
        Queue(() => Configured(typeof(T), ProjectionLifecycle.Live, static _ => { }, asyncConfiguration));
        _options.EventGraph.Activate();
        return _options.Schema.ForLive<T>();
    }

    /// <summary>Adds projections that run together in the background, in stages.</summary>
    /// <param name="name">Unique in the store.</param>
    /// <param name="configure">Adds them.</param>
    public void CompositeProjectionFor(string name, Action<CompositeProjection>? configure = null)
    {
        var composite = new CompositeProjection(name, _options, onAddProjection);
        configure?.Invoke(composite);
        Queue(composite.Completed);
        _options.EventGraph.Activate();
    }

    /// <summary>Adds a projection that has its settings already.</summary>
    internal void AddBuilt(ProjectionBase projection, ProjectionLifecycle lifecycle)
    {
        projection.Lifecycle = lifecycle;
        Queue(() => projection);
        onAddProjection(projection);
    }

    /// <summary>The projection of an aggregate that has handlers of its own.</summary>
    internal ProjectionBase SelfAggregate(Type aggregateType)
    {
        var stream = _options.EventGraph.StreamIdentity == StreamIdentity.AsGuid ? typeof(Guid) : typeof(string);
        var type = _options.Mappings.Peek(aggregateType)?.IdType is { } id ? Nullable.GetUnderlyingType(id) ?? id : stream;
        return (ProjectionBase)Activator.CreateInstance(
            typeof(SingleStreamProjection<,>).MakeGenericType(aggregateType, type), BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }

    protected override void onAddProjection(object projection)
    {
        _options.EventGraph.Activate();
        if (projection is not ProjectionBase { Lifecycle: not ProjectionLifecycle.Live } stored) return;
        if (projection is IAggregation { Scope: JasperFx.Events.Daemon.AggregationScope.SingleStream } single)
        {
            _options.Schema.Alter(single.AggregateType, static m => m.FollowStream());
        }
        else if (projection is IAggregation many)
        {
            _options.Schema.Alter(many.AggregateType, static m => m.UseNumericRevisions = true);
        }

        foreach (var type in stored.PublishedTypes()) _options.Mappings.Register(type);
    }

    private protected override ProjectionBase Wrap(IProjection projection) => new CustomProjection(projection);

    private ProjectionBase Configured(Type type, ProjectionLifecycle lifecycle, Action<ProjectionBase> configure, Action<AsyncOptions>? asyncConfiguration)
    {
        var projection = SelfAggregate(type);
        projection.Lifecycle = lifecycle;
        configure(projection);
        asyncConfiguration?.Invoke(projection.Options);
        return projection;
    }
}
