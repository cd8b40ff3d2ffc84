namespace JasperFx.Events;

/// <summary>Stands among the events of a document for another document that was looked up for them. It is never stored.</summary>
public record References<T>(T Entity);
