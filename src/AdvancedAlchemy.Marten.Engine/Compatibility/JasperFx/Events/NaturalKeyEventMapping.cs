namespace JasperFx.Events;

/// <summary>Takes a natural key from events of a type.</summary>
public class NaturalKeyEventMapping(Type eventType, Func<IEvent, object?> extractor)
{
    public Type EventType { get; } = eventType;

    public Func<IEvent, object?> Extractor { get; } = extractor;
}
