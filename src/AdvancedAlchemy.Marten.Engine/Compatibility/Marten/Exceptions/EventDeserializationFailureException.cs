using System.Globalization;
using JasperFx.Events;

namespace Marten.Exceptions;

/// <summary>The data of a stored event cannot be read as its type.</summary>
public class EventDeserializationFailureException : MartenException
{
    public EventDeserializationFailureException(long sequence, IEventType eventType, Exception innerException) : base(
        string.Create(CultureInfo.InvariantCulture, $"Event deserialization error on sequence = {sequence} for event type {eventType.EventTypeName}"), innerException)
    {
        Sequence = sequence;
        EventTypeName = eventType.EventTypeName;
    }

    public long Sequence { get; }

    public string? EventTypeName { get; }
}
