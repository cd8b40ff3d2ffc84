using JasperFx.Events.Daemon;
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
