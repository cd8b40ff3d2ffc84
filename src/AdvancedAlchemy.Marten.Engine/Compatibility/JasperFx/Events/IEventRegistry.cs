namespace JasperFx.Events;

/// <summary>What a store knows of events.</summary>
public interface IEventRegistry
{
    StreamIdentity StreamIdentity { get; set; }

    EventAppendMode AppendMode { get; set; }

    /// <summary>Where the client's times come from.</summary>
    TimeProvider TimeProvider { get; set; }

    void AddEventType(Type eventType);

    IEventType EventMappingFor(Type eventType);

    IEvent BuildEvent(object eventData);

    Type AggregateTypeFor(string aggregateTypeName);

    string AggregateAliasFor(Type aggregateType);
}
