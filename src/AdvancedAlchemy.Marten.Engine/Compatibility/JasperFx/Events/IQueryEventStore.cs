namespace JasperFx.Events;

/// <summary>Reads events.</summary>
public interface IQueryEventStore
{
    /// <summary>The events of a stream in order; none if there is no such stream.</summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="version">The last version to read; 0 reads to the end.</param>
    /// <param name="timestamp">The last time to read.</param>
    /// <param name="fromVersion">The first version to read.</param>
    /// <param name="token">Cancels the reading.</param>
    Task<IReadOnlyList<IEvent>> FetchStreamAsync(
        Guid streamId, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0, CancellationToken token = default);

    Task<IReadOnlyList<IEvent>> FetchStreamAsync(
        string streamKey, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0, CancellationToken token = default);

    /// <summary>The state that the events of a stream come to; null where there is none, also at a version that the stream does not have.</summary>
    Task<T?> AggregateStreamAsync<T>(
        Guid streamId, long version = 0, DateTimeOffset? timestamp = null, T? state = null, long fromVersion = 0, CancellationToken token = default) where T : class;

    Task<T?> AggregateStreamAsync<T>(
        string streamKey, long version = 0, DateTimeOffset? timestamp = null, T? state = null, long fromVersion = 0, CancellationToken token = default) where T : class;

    /// <summary>The same, with the state before a deletion where the last events have deleted it.</summary>
    Task<T?> AggregateStreamToLastKnownAsync<T>(Guid streamId, long version = 0, DateTimeOffset? timestamp = null, CancellationToken token = default) where T : class;

    Task<T?> AggregateStreamToLastKnownAsync<T>(string streamKey, long version = 0, DateTimeOffset? timestamp = null, CancellationToken token = default) where T : class;

    /// <exception cref="InvalidCastException">The event is of another type.</exception>
    Task<IEvent<T>?> LoadAsync<T>(Guid id, CancellationToken token = default) where T : class;

    Task<IEvent?> LoadAsync(Guid id, CancellationToken token = default);

    /// <summary>What is known of a stream as a whole, archived or not; null if there is no such stream.</summary>
    Task<StreamState?> FetchStreamStateAsync(Guid streamId, CancellationToken token = default);

    Task<StreamState?> FetchStreamStateAsync(string streamKey, CancellationToken token = default);
}
