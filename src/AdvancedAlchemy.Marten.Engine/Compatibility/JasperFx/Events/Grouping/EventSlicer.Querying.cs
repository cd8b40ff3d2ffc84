using Marten.Engine.Events.Grouping;

namespace JasperFx.Events.Grouping;

/// <summary>Finds the documents that events concern by rules about their types, and by what looks at the database.</summary>
public class EventSlicer<TDoc, TId, TQuerySession> : IEventSlicer<TDoc, TId, TQuerySession> where TId : notnull
{
    private readonly List<Action<IEvent, SliceGroup<TDoc, TId>>> _rules = [];
    private readonly List<Func<TQuerySession, IReadOnlyList<IEvent>, IEventGrouping<TId>, Task>> _groupers = [];
    private readonly List<Type> _types = [];
    private readonly List<IFanOutRule> _before = [];
    private readonly List<IFanOutRule> _after = [];

    internal bool HasRules => _rules.Count > 0 || _groupers.Count > 0;

    internal bool HasGroupers => _groupers.Count > 0;

    internal bool HasFanOuts => _before.Count > 0 || _after.Count > 0;

    /// <summary>Events of this type, or of IEvent of this type, concern one document.</summary>
    public EventSlicer<TDoc, TId, TQuerySession> Identity<TEvent>(Func<TEvent, TId> identityFunc) where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(identityFunc);
        _types.Add(typeof(TEvent));
        _rules.Add((e, group) =>
        {
            if (EventData.TryGet<TEvent>(e, out var found)) group.AddEvent(identityFunc(found), e);
        });
        return this;
    }

    /// <summary>The same with any number of documents.</summary>
    public EventSlicer<TDoc, TId, TQuerySession> Identities<TEvent>(Func<TEvent, IReadOnlyList<TId>> identitiesFunc) where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(identitiesFunc);
        _types.Add(typeof(TEvent));
        _rules.Add((e, group) =>
        {
            if (!EventData.TryGet<TEvent>(e, out var found)) return;
            foreach (var id in identitiesFunc(found) ?? []) group.AddEvent(id, e);
        });
        return this;
    }

    public EventSlicer<TDoc, TId, TQuerySession> CustomGrouping(IJasperFxAggregateGrouper<TId, TQuerySession> grouper)
    {
        ArgumentNullException.ThrowIfNull(grouper);
        return CustomGrouping(grouper.Group);
    }

    public EventSlicer<TDoc, TId, TQuerySession> CustomGrouping(Func<TQuerySession, IReadOnlyList<IEvent>, IEventGrouping<TId>, Task> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        _groupers.Add(func);
        return this;
    }

    /// <summary>Has the parts of events follow these, as events of their own.</summary>
    public EventSlicer<TDoc, TId, TQuerySession> FanOut<TEvent, TChild>(Func<TEvent, IEnumerable<TChild>> fanOutFunc, FanoutMode mode = FanoutMode.AfterGrouping)
        where TEvent : notnull where TChild : notnull => Add(new FanOutEventDataOperator<TEvent, TChild>(fanOutFunc) { Mode = mode });

    public EventSlicer<TDoc, TId, TQuerySession> FanOut<TEvent, TChild>(Func<IEvent<TEvent>, IEnumerable<TChild>> fanOutFunc, FanoutMode mode = FanoutMode.AfterGrouping)
        where TEvent : notnull where TChild : notnull => Add(new FanOutEventOperator<TEvent, TChild>(fanOutFunc) { Mode = mode });

    public IEnumerable<Type> DetermineEventTypes() => _types.Concat(_before.Concat(_after).Select(f => f.OriginatingType)).Distinct();

    public async ValueTask SliceAsync(TQuerySession session, IReadOnlyList<IEvent> events, SliceGroup<TDoc, TId> grouping)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(grouping);
        var page = WithParts(events);
        foreach (var e in page)
        {
            foreach (var rule in _rules) rule(e, grouping);
        }

        if (_groupers.Count > 0)
        {
            foreach (var grouper in _groupers) await grouper(session, page, grouping).ConfigureAwait(false);
            grouping.Arrange(page);
        }

        grouping.ApplyFanOutRules(_after);
    }

    /// <summary>All of the events make one document, whose id is their tenant's.</summary>
    internal void SliceByTenant(IReadOnlyList<IEvent> events, SliceGroup<TDoc, TId> grouping)
    {
        foreach (var e in WithParts(events)) grouping.AddEvent((TId)(object)e.TenantId, e);
        grouping.ApplyFanOutRules(_after);
    }

    private IReadOnlyList<IEvent> WithParts(IReadOnlyList<IEvent> events)
    {
        foreach (var fanOut in _before) events = fanOut.Apply(events);
        return events;
    }

    private EventSlicer<TDoc, TId, TQuerySession> Add(IFanOutRule rule)
    {
        (rule.Mode == FanoutMode.BeforeGrouping ? _before : _after).Add(rule);
        return this;
    }
}
