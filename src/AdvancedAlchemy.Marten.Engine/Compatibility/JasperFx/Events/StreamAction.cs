using Marten.Engine.Sessions;

namespace JasperFx.Events;

/// <summary>What a save is to append to one stream.</summary>
public class StreamAction
{
    private readonly List<IEvent> _events = [];

    public StreamAction(Guid stream, StreamActionType actionType)
    {
        Id = stream;
        ActionType = actionType;
    }

    public StreamAction(string stream, StreamActionType actionType)
    {
        Key = stream;
        ActionType = actionType;
    }

    protected StreamAction(Guid id, string key, StreamActionType actionType)
    {
        Id = id;
        Key = key;
        ActionType = actionType;
    }

    public Guid Id { get; }

    public string? Key { get; }

    public StreamActionType ActionType { get; }

    public Type? AggregateType { get; set; }

    public string? AggregateTypeName { get; internal set; }

    public string TenantId { get; set; } = Tenancy.DefaultTenantId;

    public IReadOnlyList<IEvent> Events => _events;

    /// <summary>The version of the last event.</summary>
    public long Version { get; set; }

    /// <summary>The version that the stream has to have before the save; null where any will do.</summary>
    public long? ExpectedVersionOnServer { get; set; }

    public bool AlwaysEnforceConsistency { get; set; }

    public DateTimeOffset? Timestamp { get; internal set; }

    public DateTimeOffset? Created { get; internal set; }

    /// <summary>Whether the save that is running begins the stream.</summary>
    internal bool Begins { get; set; }

    /// <summary>The version that inline projections of the save that is running have gone on from.</summary>
    internal long? ProjectedFrom { get; set; }

    /// <summary>Whether what the session knows of the stream's document is at the version that the save insists on.</summary>
    internal bool IsFetched { get; set; }

    /// <summary>Whether it was saved.</summary>
    internal bool IsSaved { get; set; }

    /// <summary>The version that the save that is running found.</summary>
    internal long VersionBefore { get; set; }

    /// <summary>Whether the save has found out already where the stream is: what was projected since is on top of that.</summary>
    internal bool IsKnown { get; set; }

    /// <summary>The stream's name, whichever it has.</summary>
    internal object Name => (object?)Key ?? Id;

    public static StreamAction Start(Guid streamId, params IEvent[] events) => new StreamAction(streamId, StreamActionType.Start).AddEvents(events);

    public static StreamAction Start(string streamKey, params IEvent[] events) => new StreamAction(streamKey, StreamActionType.Start).AddEvents(events);

    public static StreamAction Append(Guid streamId, IEvent[] events) => new StreamAction(streamId, StreamActionType.Append).AddEvents(events);

    public static StreamAction Append(string streamKey, IEvent[] events) => new StreamAction(streamKey, StreamActionType.Append).AddEvents(events);

    /// <exception cref="EmptyEventStreamException">There are no events.</exception>
    public static StreamAction Start(IEventRegistry graph, Guid streamId, params object[] events) => Build(graph, events) is { Length: > 0 } built
        ? Start(streamId, built)
        : throw new EmptyEventStreamException(streamId);

    /// <exception cref="EmptyEventStreamException">There are no events.</exception>
    public static StreamAction Start(IEventRegistry graph, string streamKey, params object[] events) => Build(graph, events) is { Length: > 0 } built
        ? Start(streamKey, built)
        : throw new EmptyEventStreamException(streamKey);

    public static StreamAction Append(IEventRegistry graph, Guid streamId, params object[] events) => Append(streamId, Build(graph, events));

    public static StreamAction Append(IEventRegistry graph, string streamKey, params object[] events) => Append(streamKey, Build(graph, events));

    public StreamAction AddEvent(IEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        return AddEvents([@event]);
    }

    public StreamAction AddEvents(IReadOnlyList<IEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var e in events)
        {
            e.StreamId = Id;
            e.StreamKey = Key;
            _events.Add(e);
        }

        return this;
    }

    private static IEvent[] Build(IEventRegistry graph, object[] events)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(events);
        return [.. events.Select(graph.BuildEvent)];
    }

    /// <summary>Takes back the events after the first ones.</summary>
    internal void KeepFirst(int count) => _events.RemoveRange(count, _events.Count - count);

    /// <summary>Whether the stream does not exist before the save.</summary>
    public bool IsStarting() => ActionType == StreamActionType.Start;
}
