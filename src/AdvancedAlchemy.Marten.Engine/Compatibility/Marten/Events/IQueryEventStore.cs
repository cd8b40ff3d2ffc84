namespace Marten.Events;

/// <summary>Reads events.</summary>
public interface IQueryEventStore : JasperFx.Events.IQueryEventStore;
