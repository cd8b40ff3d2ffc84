using JasperFx.Events.Daemon;
using JasperFx.Events.Grouping;
using Marten.Engine.Events;
using Marten.Engine.Events.Aggregation;

namespace JasperFx.Events;

/// <summary>The events of a page that concern one document, and what is to happen because of them.</summary>
public class EventSlice<TDoc, TId> : IEventSlice<TDoc>, IComparer<IEvent>
{
    private readonly List<IEvent> _events;

    public EventSlice(TId id, string tenantId, IEnumerable<IEvent>? events = null)
    {
        Id = id;
        TenantId = tenantId;
        _events = events is null ? [] : [.. events];
    }

    public EventSlice(TId id, IMetadataContext querySession, IEnumerable<IEvent>? events = null) : this(id, Of(querySession), events)
    {
    }

    public TId Id { get; }

    /// <summary>The id as it is stored.</summary>
    internal object StoredId => field ??= AggregateId<TId>.Stored(Id);

    // The list itself, which takes no enumerator to go through.
    internal List<IEvent> All => _events;

    public string TenantId { get; }

    public TDoc? Snapshot { get; set; }

    public int Count => _events.Count;

    /// <summary>What is to become of the stored document.</summary>
    public ActionType ResultingAction { get; private set; } = ActionType.Nothing;

    public List<IEvent>? RaisedEvents { get; private set; }

    public List<object>? PublishedMessages { get; private set; }

    public List<(object, MessageMetadata)>? PublishedMessagesWithMetadata { get; private set; }

    public IReadOnlyList<IEvent> Events() => _events;

    public IEnumerable<object> AllData() => _events.Select(e => e.Data);

    public void AddEvent(IEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        _events.Add(e);
    }

    public void AddEvents(IEnumerable<IEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        _events.AddRange(events);
    }

    /// <summary>Adds another document to what is seen after the events, as a <see cref="References{T}"/>.</summary>
    public void Reference<T>(T entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var reference = new References<T>(entity);

        // It takes the place of the last event, so that it changes nothing about the version that the document gets.
        _events.Add(_events.Count == 0 ? new Event<References<T>>(reference) { TenantId = TenantId } : _events[^1].WithData(reference));
    }

    /// <summary>Has the projection see other data than the event has. What is stored of the event stays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The event is not, or no longer, one of these.</exception>
    public IEvent ReplaceEvent<T>(IEvent @event, T data)
    {
        var index = _events.FindIndex(e => ReferenceEquals(e, @event));
        if (index < 0) throw new ArgumentOutOfRangeException(nameof(@event), "The event is not one of the slice: it may have been replaced already");
        return ReplaceEvent(index, data);
    }

    /// <exception cref="ArgumentOutOfRangeException">There are not so many events.</exception>
    public IEvent ReplaceEvent<T>(int index, T data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return _events[index] = EventWrapping.Of(data).With(_events[index]);
    }

    public void FanOut<TSource, TChild>(Func<TSource, IEnumerable<TChild>> fanOutFunc) where TSource : notnull where TChild : notnull =>
        _events.FanOut(fanOutFunc);

    public void ApplyFanOutRules(IEnumerable<IFanOutRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach (var rule in rules) _events.Apply(rule);
    }

    public void RecordAction(ActionType action) => ResultingAction = action;

    void IEventSlice<TDoc>.AppendEvent<TEvent>(TEvent @event)
    {
        switch (Id is null ? null : AggregateId<TId>.Stored(Id))
        {
            case Guid id: Raise(@event).StreamId = id; break;
            case string key: Raise(@event).StreamKey = key; break;
            default: throw new InvalidOperationException($"{typeof(TId).Name} is no type of stream ids: say which stream the event is appended to");
        }
    }

    void IEventSlice<TDoc>.AppendEvent<TEvent>(Guid streamId, TEvent @event) => Raise(@event).StreamId = streamId;

    void IEventSlice<TDoc>.AppendEvent<TEvent>(string streamKey, TEvent @event) => Raise(@event).StreamKey = streamKey;

    void IEventSlice<TDoc>.PublishMessage(object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        (PublishedMessages ??= []).Add(message);
    }

    void IEventSlice<TDoc>.PublishMessage(object message, MessageMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(message);
        (PublishedMessagesWithMetadata ??= []).Add((message, metadata));
    }

    IEnumerable<IEvent> IEventSlice<TDoc>.RaisedEvents() => RaisedEvents ?? [];

    IEnumerable<object> IEventSlice<TDoc>.PublishedMessages() => PublishedMessages ?? [];

    IEnumerable<(object, MessageMetadata)> IEventSlice<TDoc>.PublishedMessagesWithMetadata() => PublishedMessagesWithMetadata ?? [];

    int IComparer<IEvent>.Compare(IEvent? x, IEvent? y) => Comparer<long?>.Default.Compare(x?.Sequence, y?.Sequence);

    // Rules follow one another for each event.
    internal void AddOnce(IEvent e)
    {
        if (_events.Count == 0 || !ReferenceEquals(_events[^1], e)) _events.Add(e);
    }

    /// <param name="places">Where an event stands.</param>
    /// <param name="stayTogether">Whether events that stand nowhere follow the one before them; they come last otherwise.</param>
    internal void Arrange(Dictionary<IEvent, int> places, bool stayTogether)
    {
        var place = int.MaxValue;
        IEvent[] arranged =
        [
            .. _events.Distinct<IEvent>(ReferenceEqualityComparer.Instance)
                .OrderBy(e => place = places.GetValueOrDefault(e, stayTogether ? place : int.MaxValue)),
        ];
        _events.Clear();
        _events.AddRange(arranged);
    }

    private static string Of(IMetadataContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.TenantId;
    }

    private IEvent Raise(object data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var raised = data as IEvent ?? EventWrapping.Of(data);
        (RaisedEvents ??= []).Add(raised);
        return raised;
    }
}
