using JasperFx.Events.Daemon;
using Marten.Engine.Events.Aggregation;
using Marten.Engine.Events.Projections;

namespace JasperFx.Events.Projections;

/// <summary>Does something about each event: by methods that it has by convention, or by what it overrides.</summary>
public abstract class JasperFxEventProjectionBase<TOperations, TQuerySession> : ProjectionBase, IProjectionSource<TOperations, TQuerySession>, IJasperFxProjection<TOperations>
    where TOperations : TQuerySession, IStorageOperations
{
    private readonly EventMethods _methods;
    private readonly bool _isOverridden;

    public JasperFxEventProjectionBase()
    {
        _methods = new EventMethods(this);
        Enriches = Overrides.Has(this, nameof(EnrichEventsAsync), typeof(TQuerySession), typeof(IReadOnlyList<IEvent>), typeof(CancellationToken));
        _isOverridden = Overrides.Has(this, nameof(ApplyAsync), typeof(TOperations), typeof(IEvent), typeof(CancellationToken));
    }

    internal bool Enriches { get; }

    public Type ProjectionType => GetType();

    public Type ImplementationType => GetType();

    public override IEnumerable<Type> PublishedTypes() => base.PublishedTypes().Concat(_methods.DocumentTypes).Distinct();

    /// <exception cref="InvalidProjectionException">Nothing is done about any event.</exception>
    public sealed override void AssembleAndAssertValidity()
    {
        if (_isOverridden || !_methods.IsEmpty) return;
        throw new InvalidProjectionException($"EventProjection {GetType().FullName} has no valid projection operations: it has neither Project, Create nor Transform methods, nor an ApplyAsync of its own.");
    }

    /// <summary>Called once for the events of a tenant, before anything is done about them: for what can be read for many events at once.</summary>
    public virtual Task EnrichEventsAsync(TQuerySession querySession, IReadOnlyList<IEvent> events, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Called for each event; without an override, the methods are.</summary>
    public virtual async ValueTask ApplyAsync(TOperations operations, IEvent e, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(e);
        foreach (var method in _methods.For(e.EventType))
        {
            if (await method(null, e, operations!, cancellation).ConfigureAwait(false) is { } document) storeEntity(operations, document);
        }
    }

    async Task IJasperFxProjection<TOperations>.ApplyAsync(TOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        foreach (var e in events) await ProjectAsync(operations, e, cancellation).ConfigureAwait(false);
    }

    protected abstract void storeEntity<T>(TOperations ops, T entity) where T : notnull;

    /// <summary>Whether anything could be done about events of a type.</summary>
    internal bool IsAbout(Type eventType) => Includes(eventType) && (_isOverridden || _methods.For(eventType).Length > 0);

    /// <exception cref="ApplyEventException">A method failed.</exception>
    internal async ValueTask ProjectAsync(TOperations operations, IEvent e, CancellationToken token)
    {
        if (!Includes(e.EventType)) return;
        try
        {
            await ApplyAsync(operations, e, token).ConfigureAwait(false);
        }
        catch (Exception failure) when (ConventionalFold.IsHandlers(failure, token))
        {
            throw new ApplyEventException(e, failure);
        }
    }
}
