namespace Marten.Events;

/// <summary>Reads events, and queues them for the next save.</summary>
public interface IEventStoreOperations : JasperFx.Events.IEventStoreOperations, IEventOperations, IQueryEventStore
{
    /// <summary>Writes the state of a stream with all its events as JSON; false where there is none, and nothing was written.</summary>
    Task<bool> StreamLatestJson<T>(Guid id, Stream destination, CancellationToken cancellation = default) where T : class;

    Task<bool> StreamLatestJson<T>(string id, Stream destination, CancellationToken cancellation = default) where T : class;
}
