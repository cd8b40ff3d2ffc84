namespace JasperFx.Events.Grouping;

/// <summary>Has the parts of events of a type follow these.</summary>
public interface IFanOutRule
{
    FanoutMode Mode { get; }

    /// <summary>The type of the events that have parts.</summary>
    Type OriginatingType { get; }

    /// <returns>The events with their parts after them; the given list where none has any.</returns>
    IReadOnlyList<IEvent> Apply(IReadOnlyList<IEvent> events);
}
