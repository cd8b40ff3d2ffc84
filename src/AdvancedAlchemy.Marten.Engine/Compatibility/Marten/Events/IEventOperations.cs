namespace Marten.Events;

/// <summary>Queues events for the next save.</summary>
public interface IEventOperations : JasperFx.Events.IEventOperations;
