namespace Marten.Events;

/// <summary>Reads events, and queues them for the next save.</summary>
public interface IEventStoreOperations : JasperFx.Events.IEventStoreOperations, IEventOperations, IQueryEventStore;
