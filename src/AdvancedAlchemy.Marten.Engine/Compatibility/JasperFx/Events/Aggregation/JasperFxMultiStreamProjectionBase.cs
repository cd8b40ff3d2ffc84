using JasperFx.Events.Daemon;
using JasperFx.Events.Grouping;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Grouping;

namespace JasperFx.Events.Aggregation;

/// <summary>Makes documents of the events of many streams.</summary>
public abstract class JasperFxMultiStreamProjectionBase<TDoc, TId, TOperations, TQuerySession>
    : JasperFxAggregationProjectionBase<TDoc, TId, TOperations, TQuerySession>
    where TDoc : notnull where TId : notnull where TOperations : TQuerySession, IStorageOperations
{
    private readonly List<Func<TQuerySession, IReadOnlyList<IEvent>, IEventGrouping<TId>, Task>> _rules = [];
    private readonly List<FanOut> _fanOuts = [];
    private bool _hasCustomGrouping;

    protected JasperFxMultiStreamProjectionBase() : base(AggregationScope.MultiStream)
    {
    }

    /// <summary>Whose events make one document.</summary>
    public TenancyGrouping TenancyGrouping { get; set; } = TenancyGrouping.RespectTenant;

    /// <summary>Events of this type, or of IEvent of this type, concern one document.</summary>
    public void Identity<TEvent>(Func<TEvent, TId> identityFunc) where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(identityFunc);
        AddRule((events, grouping) => grouping.AddEvents(identityFunc, events));
    }

    /// <summary>The same with any number of documents.</summary>
    public void Identities<TEvent>(Func<TEvent, IReadOnlyList<TId>> identitiesFunc) where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(identitiesFunc);
        AddRule((events, grouping) => grouping.AddEvents<TEvent>(e => identitiesFunc(e), events));
    }

    public void CustomGrouping(IJasperFxAggregateGrouper<TId, TQuerySession> grouper)
    {
        ArgumentNullException.ThrowIfNull(grouper);
        _rules.Add(grouper.Group);
        _hasCustomGrouping = true;
    }

    public void CustomGrouping(Func<TQuerySession, IReadOnlyList<IEvent>, IEventGrouping<TId>, Task> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        _rules.Add(func);
        _hasCustomGrouping = true;
    }

    /// <summary>Has the parts of events follow these, as events of their own.</summary>
    public void FanOut<TEvent, TChild>(Func<TEvent, IEnumerable<TChild>> fanOutFunc, FanoutMode mode = FanoutMode.AfterGrouping) where TEvent : notnull where TChild : notnull
    {
        ArgumentNullException.ThrowIfNull(fanOutFunc);
        _fanOuts.Add(Marten.Engine.Events.Grouping.FanOut.Of<TEvent, TChild>(e => e.Data is TEvent data ? fanOutFunc(data) : null, mode));
    }

    public void FanOut<TEvent, TChild>(Func<IEvent<TEvent>, IEnumerable<TChild>> fanOutFunc, FanoutMode mode = FanoutMode.AfterGrouping)
        where TEvent : notnull where TChild : notnull
    {
        ArgumentNullException.ThrowIfNull(fanOutFunc);
        _fanOuts.Add(Marten.Engine.Events.Grouping.FanOut.Of<TEvent, TChild>(e => e is IEvent<TEvent> whole ? fanOutFunc(whole) : null, mode));
    }

    /// <summary>All events of a tenant make one document, whose id is the tenant's.</summary>
    /// <exception cref="InvalidOperationException">Ids are not texts.</exception>
    public void RollUpByTenant()
    {
        if (typeof(TId) != typeof(string)) throw new InvalidOperationException("Rolling up by tenant is only possible if the identity type is string");
        TenancyGrouping = TenancyGrouping.RollUpByTenant;
    }

    /// <exception cref="InvalidProjectionException">Nothing says what documents events concern, or nothing is done about any.</exception>
    public sealed override void AssembleAndAssertValidity()
    {
        base.AssembleAndAssertValidity();
        if (_rules.Count > 0 || TenancyGrouping == TenancyGrouping.RollUpByTenant) return;
        throw new InvalidProjectionException($"The multi-stream projection {GetType().Name} has no rule for the documents that events concern: use Identity, Identities or CustomGrouping.");
    }

    /// <summary>The events of one tenant, or of all, by the documents that they concern.</summary>
    internal async ValueTask<IReadOnlyList<(TId Id, List<IEvent> Events)>> GroupAsync(TQuerySession session, IReadOnlyList<IEvent> events)
    {
        List<IEvent> page = [.. events.Where(e => Includes(e.EventType))];
        foreach (var fanOut in _fanOuts.Where(f => f.Mode == FanoutMode.BeforeGrouping)) fanOut.Apply(page);
        var grouping = new EventGrouping<TId>();
        if (TenancyGrouping == TenancyGrouping.RollUpByTenant)
        {
            foreach (var e in page) grouping.AddEvent((TId)(object)e.TenantId, e);
        }
        else
        {
            foreach (var rule in _rules) await rule(session, page, grouping).ConfigureAwait(false);
        }

        FanOut[] after = [.. _fanOuts.Where(f => f.Mode == FanoutMode.AfterGrouping)];
        return [.. grouping.InOrderOf(page, after).Where(g => g.Events.Exists(e => IsHandled(e.EventType)))];
    }

    internal override bool LooksAtDocuments => _hasCustomGrouping || base.LooksAtDocuments;

    // Events that only their parts are handled of are needed all the same.
    internal override bool IsAbout(Type eventType) => _fanOuts.Count > 0 ? Includes(eventType) : base.IsAbout(eventType);

    private bool IsHandled(Type eventType) => !IsUsingConventionalMethods || Handlers.For(eventType) is not null;

    private void AddRule(Action<IReadOnlyList<IEvent>, IEventGrouping<TId>> rule) => _rules.Add((_, events, grouping) =>
    {
        rule(events, grouping);
        return Task.CompletedTask;
    });
}
