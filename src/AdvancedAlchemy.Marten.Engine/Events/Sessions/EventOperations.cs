using JasperFx.Events;
using Marten.Engine.Documents;
using Marten.Exceptions;

namespace Marten.Engine.Events;

/// <summary>Queues events for a session's next save.</summary>
internal sealed partial class EventOperations(DocumentSessionBase session) : EventQueries(session), Marten.Events.IEventStoreOperations
{
    private PendingStreams Streams => Session.Core.Streams;

    public IEvent BuildEvent(object data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Storage.Graph.BuildEvent(data);
    }

    public StreamAction Append(Guid stream, IEnumerable<object> events) => AppendTo(Named(stream), events, null);

    public StreamAction Append(Guid stream, params object[] events) => AppendTo(Named(stream), events, null);

    public StreamAction Append(string stream, IEnumerable<object> events) => AppendTo(Named(stream), events, null);

    public StreamAction Append(string stream, params object[] events) => AppendTo(Named(stream), events, null);

    public StreamAction Append(Guid stream, long expectedVersion, IEnumerable<object> events) => AppendTo(Named(stream), events, expectedVersion);

    public StreamAction Append(Guid stream, long expectedVersion, params object[] events) => AppendTo(Named(stream), events, expectedVersion);

    public StreamAction Append(string stream, long expectedVersion, IEnumerable<object> events) => AppendTo(Named(stream), events, expectedVersion);

    public StreamAction Append(string stream, long expectedVersion, params object[] events) => AppendTo(Named(stream), events, expectedVersion);

    public StreamAction StartStream<TAggregate>(Guid id, IEnumerable<object> events) where TAggregate : class => Start(NewName(id), typeof(TAggregate), events);

    public StreamAction StartStream<TAggregate>(Guid id, params object[] events) where TAggregate : class => Start(NewName(id), typeof(TAggregate), events);

    public StreamAction StartStream(Type aggregateType, Guid id, IEnumerable<object> events) => Start(NewName(id), Given(aggregateType), events);

    public StreamAction StartStream(Type aggregateType, Guid id, params object[] events) => Start(NewName(id), Given(aggregateType), events);

    public StreamAction StartStream<TAggregate>(string streamKey, IEnumerable<object> events) where TAggregate : class => Start(NewName(streamKey), typeof(TAggregate), events);

    public StreamAction StartStream<TAggregate>(string streamKey, params object[] events) where TAggregate : class => Start(NewName(streamKey), typeof(TAggregate), events);

    public StreamAction StartStream(Type aggregateType, string streamKey, IEnumerable<object> events) => Start(NewName(streamKey), Given(aggregateType), events);

    public StreamAction StartStream(Type aggregateType, string streamKey, params object[] events) => Start(NewName(streamKey), Given(aggregateType), events);

    public StreamAction StartStream(Guid id, IEnumerable<object> events) => Start(NewName(id), null, events);

    public StreamAction StartStream(Guid id, params object[] events) => Start(NewName(id), null, events);

    public StreamAction StartStream(string streamKey, IEnumerable<object> events) => Start(NewName(streamKey), null, events);

    public StreamAction StartStream(string streamKey, params object[] events) => Start(NewName(streamKey), null, events);

    public StreamAction StartStream<TAggregate>(IEnumerable<object> events) where TAggregate : class => Start(NewName(), typeof(TAggregate), events);

    public StreamAction StartStream<TAggregate>(params object[] events) where TAggregate : class => Start(NewName(), typeof(TAggregate), events);

    public StreamAction StartStream(Type aggregateType, IEnumerable<object> events) => Start(NewName(), Given(aggregateType), events);

    public StreamAction StartStream(Type aggregateType, params object[] events) => Start(NewName(), Given(aggregateType), events);

    public StreamAction StartStream(IEnumerable<object> events) => Start(NewName(), null, events);

    public StreamAction StartStream(params object[] events) => Start(NewName(), null, events);

    public void ArchiveStream(Guid streamId) => Archive(Named(streamId));

    public void ArchiveStream(string streamKey) => Archive(Named(streamKey));

    public void OverwriteEvent(IEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        Session.Core.Work.Add(new EventOverwrite(Storage, e));
    }

    public Guid CompletelyReplaceEvent<T>(long sequence, T eventBody) where T : class
    {
        var e = BuildEvent(eventBody);
        e.Id = CombGuid.NewVersion();
        Session.Core.Work.Add(new EventReplacement(Storage, e, sequence));
        return e.Id;
    }

    internal StreamAction AppendTo(object stream, IEnumerable<object> events, long? expectedVersion, Type? aggregateType = null)
    {
        IEvent[] built = [.. Build(events)];
        var action = Streams.Find(stream, Session.TenantId);
        if (action is null)
        {
            action = Create(stream, StreamActionType.Append, aggregateType);
            Streams.Add(action);
        }

        action.AddEvents(built);
        if (expectedVersion is { } expected) Expect(action, expected - action.Events.Count);
        return action;
    }

    // What was fetched may have been at another version.
    private static void Expect(StreamAction action, long version)
    {
        action.ExpectedVersionOnServer = version;
        action.IsFetched = false;
    }

    private static Type Given(Type aggregateType)
    {
        ArgumentNullException.ThrowIfNull(aggregateType);
        return aggregateType;
    }

    private object NewName() => Named(CombGuid.NewId());

    private object NewName(Guid id) => id != Guid.Empty
        ? Named(id)
        : throw new ArgumentOutOfRangeException(nameof(id), "Cannot use an empty Guid as the stream id");

    private object NewName(string streamKey) => !string.IsNullOrEmpty(streamKey)
        ? Named(streamKey)
        : throw new ArgumentOutOfRangeException(nameof(streamKey), "The stream key cannot be null or empty");

    private StreamAction Start(object stream, Type? aggregateType, IEnumerable<object> events)
    {
        IEvent[] built = [.. Build(events)];
        if (built.Length == 0) throw stream is Guid id ? new EmptyEventStreamException(id) : new EmptyEventStreamException((string)stream);
        if (aggregateType is null && Storage.Graph.UseMandatoryStreamTypeDeclaration) throw new StreamTypeMissingException();
        var action = Create(stream, StreamActionType.Start, aggregateType).AddEvents(built);
        Streams.Add(action);
        return action;
    }

    private StreamAction Create(object stream, StreamActionType kind, Type? aggregateType)
    {
        Storage.Graph.Activate();
        var action = stream is Guid id ? new StreamAction(id, kind) : new StreamAction((string)stream, kind);
        action.TenantId = Session.TenantId;
        action.AggregateType = aggregateType;
        if (aggregateType is not null) action.AggregateTypeName = Storage.Graph.AggregateAliasFor(aggregateType);
        return action;
    }

    private IEnumerable<IEvent> Build(IEnumerable<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var e in events)
        {
            yield return e is null ? throw new ArgumentNullException("eventData") : Storage.Graph.BuildEvent(e);
        }
    }

    private void Archive(object stream) => Session.Core.Work.Add(new ArchiveStream(Storage, Create(stream, StreamActionType.Append, null)));
}
