using JasperFx.Events;
using JasperFx.Events.Grouping;

namespace Marten.Engine.Events.Grouping;

/// <summary>Collects events by the documents that they concern, each once, in the order of the page.</summary>
internal sealed class EventGrouping<TId> : IEventGrouping<TId> where TId : notnull
{
    private readonly Dictionary<TId, HashSet<IEvent>> _groups = [];
    private readonly List<FanOut> _fanOuts = [];

    public void AddEvent(TId id, IEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        if (id is null) return;
        if (!_groups.TryGetValue(id, out var group)) _groups.Add(id, group = new HashSet<IEvent>(ReferenceEqualityComparer.Instance));
        group.Add(@event);
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

    public void FanOutOnEach<TSource, TChild>(Func<TSource, IEnumerable<TChild>> fanOutFunc) where TSource : notnull where TChild : notnull
    {
        ArgumentNullException.ThrowIfNull(fanOutFunc);
        _fanOuts.Add(FanOut.Of<TSource, TChild>(e => e.Data is TSource source ? fanOutFunc(source) : null, FanoutMode.AfterGrouping));
    }

    /// <summary>The groups, whatever rule has put which event into them first.</summary>
    internal IEnumerable<(TId Id, List<IEvent> Events)> InOrderOf(IReadOnlyList<IEvent> page, IReadOnlyList<FanOut> fanOuts)
    {
        var places = new Dictionary<IEvent, int>(page.Count, ReferenceEqualityComparer.Instance);
        for (var i = 0; i < page.Count; i++) places.TryAdd(page[i], i);
        foreach (var (id, group) in _groups)
        {
            List<IEvent> events = [.. group.OrderBy(e => places.GetValueOrDefault(e, int.MaxValue))];
            foreach (var fanOut in fanOuts) fanOut.Apply(events);
            foreach (var fanOut in _fanOuts) fanOut.Apply(events);
            yield return (id, events);
        }
    }
}
