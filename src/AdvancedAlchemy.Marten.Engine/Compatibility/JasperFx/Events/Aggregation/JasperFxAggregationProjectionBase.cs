using JasperFx.Events.Daemon;
using JasperFx.Events.Grouping;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Aggregation;
using Marten.Engine.Events.NaturalKeys;

namespace JasperFx.Events.Aggregation;

/// <summary>Makes documents of events: by handlers that it or the document has by convention, or by what it overrides.</summary>
public abstract partial class JasperFxAggregationProjectionBase<TDoc, TId, TOperations, TQuerySession>
    : ProjectionBase, IAggregationSteps<TDoc, TQuerySession>, IProjectionSource<TOperations, TQuerySession>
    where TDoc : notnull where TId : notnull where TOperations : TQuerySession, IStorageOperations
{
    private static readonly NumberMember<TDoc> Number = new();

    private readonly List<Type> _transformed = [];
    private readonly bool _determines;
    private readonly bool _evolves;
    private readonly bool _evolvesLater;
    private readonly bool _hasMetadata;

    private readonly Lazy<NaturalKeyDefinition?> _naturalKey;

    protected JasperFxAggregationProjectionBase(AggregationScope scope)
    {
        _naturalKey = new Lazy<NaturalKeyDefinition?>(() => NaturalKeyDiscovery.Find<TDoc>(this));
        Scope = scope;
        Name = typeof(TDoc).Name;
        Handlers = new AggregateHandlers<TDoc>(this);
        _determines = Overrides.Has(this, nameof(DetermineAction), typeof(TDoc), typeof(TId), typeof(IReadOnlyList<IEvent>));
        _evolves = Overrides.Has(this, nameof(Evolve), typeof(TDoc), typeof(TId), typeof(IEvent));
        _evolvesLater = Overrides.Has(this, nameof(EvolveAsync), typeof(TDoc), typeof(TId), typeof(TQuerySession), typeof(IEvent), typeof(CancellationToken));
        HasSideEffects = Overrides.Has(this, nameof(RaiseSideEffects), typeof(TOperations), typeof(IEventSlice<TDoc>))
            || Overrides.Has(this, nameof(RaiseSideEffects), typeof(TOperations), typeof(TId), typeof(IEventSlice<TDoc>));
        _hasMetadata = Overrides.Has(this, nameof(ApplyMetadata), typeof(TDoc), typeof(IEvent));
        Enriches = Overrides.Has(this, nameof(EnrichEventsAsync), typeof(SliceGroup<TDoc, TId>), typeof(TQuerySession), typeof(CancellationToken));
        HasOwnSlicer = Overrides.Has(this, "BuildSlicer", typeof(TQuerySession));
        SeesDeleted = _determines || Overrides.Has(
            this, nameof(DetermineActionAsync), typeof(TQuerySession), typeof(TDoc), typeof(TId), typeof(IIdentitySetter<TDoc, TId>), typeof(IReadOnlyList<IEvent>), typeof(CancellationToken));
        IsUsingConventionalMethods = !SeesDeleted && !_evolves && !_evolvesLater;
    }

    public AggregationScope Scope { get; }

    public Type AggregateType => typeof(TDoc);

    public Type IdentityType => typeof(TId);

    public Type ProjectionType => GetType();

    public Type ImplementationType => GetType();

    /// <summary>The types of events it is known to be about; a projection that overrides Evolve or DetermineAction may be about others too.</summary>
    public Type[] AllEventTypes => [.. determineEventTypes().Concat(IncludedEventTypes).Distinct()];

    /// <summary>By what the streams can be found besides their ids; null where there is no such thing.</summary>
    public NaturalKeyDefinition? NaturalKeyDefinition => _naturalKey.Value;

    protected bool IsUsingConventionalMethods { get; }

    internal AggregateHandlers<TDoc> Handlers { get; }

    internal bool HasSideEffects { get; }

    /// <summary>Whether it is shown documents that are marked as deleted too, since it may bring them back.</summary>
    internal bool SeesDeleted { get; }

    public IAggregationSteps<TDoc, TQuerySession> DeleteEvent<TEvent>() where TEvent : class
    {
        Handlers.DeleteOn(typeof(TEvent));
        return this;
    }

    public IAggregationSteps<TDoc, TQuerySession> TransformsEvent<TEvent>() where TEvent : class
    {
        _transformed.Add(typeof(TEvent));
        return this;
    }

    /// <summary>Says which events set the natural key, where no handlers are marked as doing so.</summary>
    /// <exception cref="InvalidOperationException">No member of the document is marked as the key.</exception>
    public void NaturalKeyFor(Action<NaturalKeyBuilder<TDoc>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new NaturalKeyBuilder<TDoc>(NaturalKeyDefinition ?? throw new InvalidOperationException($"No member of {typeof(TDoc).Name} is marked with [NaturalKey]")));
    }

    /// <summary>Has it see only streams that were begun with its document as their type.</summary>
    public void FilterIncomingEventsOnStreamType() => StreamType = typeof(TDoc);

    public override IEnumerable<Type> PublishedTypes() => base.PublishedTypes().Prepend(typeof(TDoc)).Distinct();

    public bool AppliesTo(IEnumerable<Type> eventTypes)
    {
        ArgumentNullException.ThrowIfNull(eventTypes);
        return eventTypes.Any(IsAbout);
    }

    public bool MatchesAnyDeleteType(IReadOnlyList<IEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.Any(e => Handlers.DeletingTypes.Any(t => t.IsAssignableFrom(e.EventType)));
    }

    /// <exception cref="InvalidProjectionException">Nothing is done about any event.</exception>
    public override void AssembleAndAssertValidity()
    {
        if (IsUsingConventionalMethods && Handlers.IsEmpty)
        {
            throw new InvalidProjectionException($"No matching conventional Apply/Create/ShouldDelete methods for the {typeof(TDoc).Name} aggregate.");
        }
    }

    /// <summary>What divides the events of a page into those of each document.</summary>
    public abstract IEventSlicer BuildSlicer(TQuerySession session);

    /// <summary>
    /// Called for the events of a page, or of the save that they are appended in, when it is known which documents they concern and before anything is made of them:
    /// for what can be looked up for many documents at once. Not where the state of a single stream is asked for.
    /// </summary>
    public virtual Task EnrichEventsAsync(SliceGroup<TDoc, TId> group, TQuerySession querySession, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The state after an event; null deletes it. For projections without handlers by convention.</summary>
    public virtual TDoc? Evolve(TDoc? snapshot, TId id, IEvent e) => throw new NotSupportedException($"{GetType().Name} does not override {nameof(Evolve)}");

    /// <summary>The same with a look at the database.</summary>
    public virtual ValueTask<TDoc?> EvolveAsync(TDoc? snapshot, TId id, TQuerySession session, IEvent e, CancellationToken cancellation) => new(Evolve(snapshot, id, e));

    /// <summary>The state after events, and what is to become of the stored document.</summary>
    public virtual (TDoc?, ActionType) DetermineAction(TDoc? snapshot, TId identity, IReadOnlyList<IEvent> events) =>
        throw new NotSupportedException($"{GetType().Name} does not override {nameof(DetermineAction)}");

    /// <summary>The same with a look at the database. Where nothing is overridden, the handlers decide.</summary>
    public virtual async ValueTask<(TDoc?, ActionType)> DetermineActionAsync(
        TQuerySession session, TDoc? snapshot, TId identity, IIdentitySetter<TDoc, TId> identitySetter, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (_determines) return DetermineAction(snapshot, identity, events);
        if (_evolves || _evolvesLater) return await EvolveAllAsync(session, snapshot, identity, identitySetter, events, cancellation).ConfigureAwait(false);
        var folded = await ConventionalFold.RunAsync(Handlers, snapshot, identity, identitySetter, events, session!, cancellation).ConfigureAwait(false);
        return (folded.State, !folded.IsTouched ? ActionType.Nothing : folded.State is null ? ActionType.Delete : ActionType.Store);
    }

    /// <summary>Called for every event of a save or a page, in order, when all of them are applied.</summary>
    public virtual TDoc ApplyMetadata(TDoc snapshot, IEvent lastEvent) => snapshot;

    /// <summary>
    /// What else is to happen when the state after the events of a page is known: more events, messages, other writes. Not in rebuilds, and inline only where
    /// the store says so. What it makes of the snapshot is stored.
    /// </summary>
    public virtual ValueTask RaiseSideEffects(TOperations operations, IEventSlice<TDoc> slice) => default;

    public virtual ValueTask RaiseSideEffects(TOperations operations, TId id, IEventSlice<TDoc> slice) => RaiseSideEffects(operations, slice);

    protected virtual Type[] determineEventTypes() => [.. Handlers.EventTypes.Concat(_transformed).Where(t => t != typeof(object)).Distinct()];

    private async ValueTask<(TDoc?, ActionType)> EvolveAllAsync(
        TQuerySession session, TDoc? snapshot, TId identity, IIdentitySetter<TDoc, TId> identities, IReadOnlyList<IEvent> events, CancellationToken token)
    {
        var state = snapshot;
        var existed = snapshot is not null;
        foreach (var e in events)
        {
            var isNew = state is null;
            try
            {
                state = _evolvesLater
                    ? await EvolveAsync(state, identity, session, e, token).ConfigureAwait(false)
                    : Evolve(state, identity, e);
            }
            catch (Exception failure) when (ConventionalFold.IsHandlers(failure, token))
            {
                throw new ApplyEventException(e, failure);
            }

            if (state is not null && isNew) identities.SetIdentity(state, identity);
            existed |= state is not null;
        }

        return (state, state is not null ? ActionType.Store : existed ? ActionType.Delete : ActionType.Nothing);
    }
}
