using JasperFx.Events.Protected;

namespace JasperFx.Events;

/// <summary>Reads events, and queues them for the next save.</summary>
public interface IEventStoreOperations : IEventOperations, IQueryEventStore
{
    StreamAction Append(Guid stream, long expectedVersion, IEnumerable<object> events);

    StreamAction StartStream<TAggregate>(Guid id, IEnumerable<object> events) where TAggregate : class;

    /// <summary>Appends to the version that the stream has now; the save fails if it goes on meanwhile.</summary>
    /// <exception cref="Marten.Exceptions.NonExistentStreamException">There is no such stream.</exception>
    Task AppendOptimistic(Guid streamId, params object[] events);

    Task AppendOptimistic(Guid streamId, CancellationToken token, params object[] events);

    Task AppendOptimistic(string streamKey, params object[] events);

    Task AppendOptimistic(string streamKey, CancellationToken token, params object[] events);

    /// <summary>Locks the stream until the session's transaction ends, and appends to it.</summary>
    /// <exception cref="Marten.Exceptions.NonExistentStreamException">There is no such stream.</exception>
    /// <exception cref="Marten.Exceptions.StreamLockedException">Somebody else holds it for longer than a command may take.</exception>
    Task AppendExclusive(Guid streamId, params object[] events);

    Task AppendExclusive(Guid streamId, CancellationToken token, params object[] events);

    Task AppendExclusive(string streamKey, params object[] events);

    Task AppendExclusive(string streamKey, CancellationToken token, params object[] events);

    /// <summary>Takes a stream and its events out of all reading but that which asks for them.</summary>
    void ArchiveStream(Guid streamId);

    void ArchiveStream(string streamKey);

    /// <summary>Replaces the data and the headers of a stored event, of the type that it has.</summary>
    void OverwriteEvent(IEvent e);

    /// <summary>Puts another event in the place of a stored one, of whatever type. Gives the id of the new one.</summary>
    Guid CompletelyReplaceEvent<T>(long sequence, T eventBody) where T : class;

    /// <summary>Saves one event, with the state that they come to, in the place of the events of a stream, all or the first ones. The rest of the session is saved too.</summary>
    Task CompactStreamAsync<T>(Guid streamId, Action<StreamCompactingRequest<T>>? configure = null) where T : class =>
        throw new NotSupportedException("This event store cannot compact streams");

    Task CompactStreamAsync<T>(string streamKey, Action<StreamCompactingRequest<T>>? configure = null) where T : class =>
        throw new NotSupportedException("This event store cannot compact streams");

    /// <summary>The event that an object is appended as; for metadata of its own.</summary>
    IEvent BuildEvent(object data);

    /// <summary>Reads a stream's state to append to it; the save fails if the stream goes on meanwhile.</summary>
    Task<IEventStream<T>> FetchForWriting<T>(Guid id, CancellationToken cancellation = default) where T : class;

    Task<IEventStream<T>> FetchForWriting<T>(string key, CancellationToken cancellation = default) where T : class;

    /// <summary>The same for a stream that has to be at a version now.</summary>
    /// <exception cref="ConcurrencyException">It is at another.</exception>
    Task<IEventStream<T>> FetchForWriting<T>(Guid id, long expectedVersion, CancellationToken cancellation = default) where T : class;

    Task<IEventStream<T>> FetchForWriting<T>(string key, long expectedVersion, CancellationToken cancellation = default) where T : class;

    /// <summary>The same, with the stream locked until the session's transaction ends.</summary>
    Task<IEventStream<T>> FetchForExclusiveWriting<T>(Guid id, CancellationToken cancellation = default) where T : class;

    Task<IEventStream<T>> FetchForExclusiveWriting<T>(string key, CancellationToken cancellation = default) where T : class;

    /// <summary>Reads a stream's state, lets the caller append to it, and saves.</summary>
    Task WriteToAggregate<T>(Guid id, Action<IEventStream<T>> writing, CancellationToken cancellation = default) where T : class;

    Task WriteToAggregate<T>(Guid id, Func<IEventStream<T>, Task> writing, CancellationToken cancellation = default) where T : class;

    Task WriteToAggregate<T>(string id, Action<IEventStream<T>> writing, CancellationToken cancellation = default) where T : class;

    Task WriteToAggregate<T>(string id, Func<IEventStream<T>, Task> writing, CancellationToken cancellation = default) where T : class;

    Task WriteToAggregate<T>(Guid id, int expectedVersion, Action<IEventStream<T>> writing, CancellationToken cancellation = default) where T : class;

    Task WriteToAggregate<T>(Guid id, int expectedVersion, Func<IEventStream<T>, Task> writing, CancellationToken cancellation = default) where T : class;

    Task WriteToAggregate<T>(string id, int expectedVersion, Action<IEventStream<T>> writing, CancellationToken cancellation = default) where T : class;

    Task WriteToAggregate<T>(string id, int expectedVersion, Func<IEventStream<T>, Task> writing, CancellationToken cancellation = default) where T : class;

    Task WriteExclusivelyToAggregate<T>(Guid id, Action<IEventStream<T>> writing, CancellationToken cancellation = default) where T : class;

    Task WriteExclusivelyToAggregate<T>(Guid id, Func<IEventStream<T>, Task> writing, CancellationToken cancellation = default) where T : class;

    Task WriteExclusivelyToAggregate<T>(string id, Action<IEventStream<T>> writing, CancellationToken cancellation = default) where T : class;

    Task WriteExclusivelyToAggregate<T>(string id, Func<IEventStream<T>, Task> writing, CancellationToken cancellation = default) where T : class;

    /// <summary>The state of a stream with all its events, whatever the lifecycle of its projection; null if there is none.</summary>
    ValueTask<T?> FetchLatest<T>(Guid id, CancellationToken cancellation = default) where T : class;

    ValueTask<T?> FetchLatest<T>(string id, CancellationToken cancellation = default) where T : class;

    /// <summary>The same, with what this session is about to append.</summary>
    ValueTask<T?> ProjectLatest<T>(Guid id, CancellationToken cancellation = default) where T : class;

    ValueTask<T?> ProjectLatest<T>(string id, CancellationToken cancellation = default) where T : class;

    /// <summary>The same by ids of a type of their own.</summary>
    Task<IEventStream<T>> FetchForWriting<T, TId>(TId id, CancellationToken cancellation = default) where T : class where TId : notnull;

    Task<IEventStream<T>> FetchForExclusiveWriting<T, TId>(TId id, CancellationToken cancellation = default) where T : class where TId : notnull;

    ValueTask<T?> FetchLatest<T, TId>(TId id, CancellationToken cancellation = default) where T : class where TId : notnull;
}
