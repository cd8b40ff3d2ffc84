using JasperFx.Core;
using Marten.Engine.Events.Aggregation;
using Marten.Engine.Events.Grouping;
using Marten.Engine.Sessions;

namespace JasperFx.Events.Grouping;

/// <summary>The events of a tenant's page by the documents that they concern.</summary>
public partial class SliceGroup<TDoc, TId> : IEventGrouping<TId> where TId : notnull
{
    private readonly LightweightCache<TId, EventSlice<TDoc, TId>> _slices;
    private readonly List<IFanOutRule> _pending = [];

    public SliceGroup() : this(Tenancy.DefaultTenantId)
    {
    }

    public SliceGroup(string tenantId)
    {
        TenantId = tenantId;
        _slices = new LightweightCache<TId, EventSlice<TDoc, TId>>(new Dictionary<TId, EventSlice<TDoc, TId>>(AggregateId<TId>.Comparer), id => new EventSlice<TDoc, TId>(id, TenantId));
    }

    public string TenantId { get; }

    /// <summary>Reads what is looked up for the events, and until when; null where nobody reads anything.</summary>
    internal DocumentSessionBase? Session { get; set; }

    internal CancellationToken Cancellation { get; set; }

    /// <summary>The events of a document each. A slice that is asked for is made if there is none.</summary>
    public LightweightCache<TId, EventSlice<TDoc, TId>> Slices
    {
        get
        {
            // The parts follow events wherever rules put these: so they are added when all rules have been followed.
            if (_pending.Count > 0)
            {
                IFanOutRule[] rules = [.. _pending];
                _pending.Clear();
                foreach (var slice in _slices) slice.ApplyFanOutRules(rules);
            }

            return _slices;
        }
    }

    /// <summary>Adds an event to those of a document, at the end, unless it is there as the last one.</summary>
    public void AddEvent(TId id, IEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        if (id is null) return;
        _slices[id].AddOnce(@event);
    }

    public void AddEvents(TId id, IEnumerable<IEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var e in events) AddEvent(id, e);
    }

    public void AddEvents<TEvent>(Func<TEvent, TId> singleIdSource, IEnumerable<IEvent> events) where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(singleIdSource);
        ArgumentNullException.ThrowIfNull(events);
        foreach (var e in events)
        {
            if (EventData.TryGet<TEvent>(e, out var found)) AddEvent(singleIdSource(found), e);
        }
    }

    public void AddEvents<TEvent>(Func<TEvent, IEnumerable<TId>> multipleIdSource, IEnumerable<IEvent> events) where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(multipleIdSource);
        ArgumentNullException.ThrowIfNull(events);
        foreach (var e in events)
        {
            if (!EventData.TryGet<TEvent>(e, out var found)) continue;
            foreach (var id in multipleIdSource(found) ?? []) AddEvent(id, e);
        }
    }

    public void FanOutOnEach<TSource, TChild>(Func<TSource, IEnumerable<TChild>> fanOutFunc) where TSource : notnull where TChild : notnull =>
        _pending.Add(new FanOutEventDataOperator<TSource, TChild>(fanOutFunc));

    public void ApplyFanOutRules(List<IFanOutRule> fanoutRules)
    {
        ArgumentNullException.ThrowIfNull(fanoutRules);
        if (fanoutRules.Count == 0) return;
        foreach (var slice in _slices) slice.ApplyFanOutRules(fanoutRules);
    }

    /// <summary>Puts the events of every document into the order of the page, each once, whatever rule has put which one first.</summary>
    internal void Arrange(IReadOnlyList<IEvent> page, bool stayTogether = false)
    {
        var places = new Dictionary<IEvent, int>(page.Count, ReferenceEqualityComparer.Instance);
        for (var i = 0; i < page.Count; i++) places.TryAdd(page[i], i);
        foreach (var slice in _slices) slice.Arrange(places, stayTogether);
    }

    /// <summary>Takes over what another group has.</summary>
    internal void Absorb(SliceGroup<TDoc, TId> other)
    {
        foreach (var slice in other.Slices) AddEvents(slice.Id, slice.Events());
    }
}
