namespace Marten.Exceptions;

/// <summary>A stored event is of a type that this process does not know.</summary>
public class UnknownEventTypeException : MartenException
{
    public const long UnknownSequence = -1;

    public UnknownEventTypeException(string eventTypeName) : this(eventTypeName, UnknownSequence)
    {
    }

    public UnknownEventTypeException(string eventTypeName, long sequence) : base(
        $"Unknown event type name alias '{eventTypeName}.' You may need to register this event type through StoreOptions.Events.AddEventType(type)")
    {
        EventTypeName = eventTypeName;
        Sequence = sequence;
    }

    public string EventTypeName { get; }

    public long Sequence { get; }
}
