using System.Globalization;

namespace JasperFx.Events;

/// <summary>A stream has gone on since its version was read.</summary>
public class EventStreamUnexpectedMaxEventIdException : ConcurrencyException
{
    public EventStreamUnexpectedMaxEventIdException(object id, Type? aggregateType, long expected, long actual)
        : base(
            string.Create(CultureInfo.InvariantCulture, $"Unexpected starting version number for event stream '{id}', expected {expected} but was {actual}"),
            aggregateType,
            id)
    {
        AggregateType = aggregateType;
    }

    public EventStreamUnexpectedMaxEventIdException(string? message) : base(message ?? "Unexpected starting version number for an event stream")
    {
    }

    public Type? AggregateType { get; }
}
