using JasperFx.Events;

namespace Marten.Engine.Events.Fetching;

/// <summary>A stream that was read to be appended to in a session.</summary>
internal sealed class EventStream<T>(EventOperations operations, PendingStreams pending, object name, FetchedState<T> fetched, CancellationToken cancellation) : IEventStream<T>
    where T : class
{
    private StreamAction? _action;
    private long _starting = fetched.Version;

    public T? Aggregate { get; } = fetched.Aggregate;

    public long? StartingVersion => _starting;

    public long? CurrentVersion => _starting + Events.Count;

    public CancellationToken Cancellation { get; } = cancellation;

    public Guid Id => name is Guid id ? id : Guid.Empty;

    public string? Key => name as string;

    public IReadOnlyList<IEvent> Events => _action?.Events ?? [];

    public bool AlwaysEnforceConsistency
    {
        get => _action?.AlwaysEnforceConsistency ?? false;
        set
        {
            if (value || _action is not null) Action().AlwaysEnforceConsistency = value;
        }
    }

    public void AppendOne(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        Action().AddEvent(operations.BuildEvent(@event));
    }

    public void AppendMany(params object[] events) => AppendMany((IEnumerable<object>)events);

    public void AppendMany(IEnumerable<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        IEvent[] built = [.. events.Select(operations.BuildEvent)];
        if (built.Length > 0) Action().AddEvents(built);
    }

    public void TryFastForwardVersion()
    {
        if (_action is not { IsSaved: true } saved) return;
        if (saved.Events.Count > 0) _starting = saved.Version;
        _action = null;
    }

    // Only what is to be saved is in the session: a stream that was only read is not, and what was saved or given up is not any more.
    private StreamAction Action()
    {
        if (_action is { } current && pending.Contains(current)) return current;
        TryFastForwardVersion();
        return _action = operations.ActionAt(name, _starting, typeof(T));
    }
}
