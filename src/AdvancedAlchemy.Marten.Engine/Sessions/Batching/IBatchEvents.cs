using JasperFx.Events;

namespace Marten.Services.BatchQuerying;

/// <summary>Questions about events that go with a batch.</summary>
public interface IBatchEvents
{
    Task<IEvent> Load(Guid id);

    /// <summary>What is known of a stream as a whole; null if there is no such stream.</summary>
    Task<StreamState> FetchStreamState(Guid streamId);

    Task<StreamState> FetchStreamState(string streamKey);

    /// <summary>The events of a stream, as <see cref="IQueryEventStore.FetchStreamAsync(Guid, long, DateTimeOffset?, long, CancellationToken)"/> has them.</summary>
    Task<IReadOnlyList<IEvent>> FetchStream(Guid streamId, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0);

    Task<IReadOnlyList<IEvent>> FetchStream(string streamKey, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0);

    /// <summary>Reads a stream's state to append to it; the save fails if the stream goes on meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The session of the batch only reads.</exception>
    Task<IEventStream<T>> FetchForWriting<T>(Guid id) where T : class;

    Task<IEventStream<T>> FetchForWriting<T>(string key) where T : class;

    Task<IEventStream<T>> FetchForWriting<T>(Guid id, long expectedVersion) where T : class;

    Task<IEventStream<T>> FetchForWriting<T>(string key, long expectedVersion) where T : class;

    /// <summary>The same, with the stream locked until the session's transaction ends.</summary>
    Task<IEventStream<T>> FetchForExclusiveWriting<T>(Guid id) where T : class;

    Task<IEventStream<T>> FetchForExclusiveWriting<T>(string key) where T : class;

    /// <summary>The state of a stream with all its events; null if there is none.</summary>
    Task<T?> FetchLatest<T>(Guid id) where T : class;

    Task<T?> FetchLatest<T>(string id) where T : class;
}
