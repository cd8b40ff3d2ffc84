namespace JasperFx.Events;

/// <summary>A type of events and the names it is stored by.</summary>
public interface IEventType
{
    Type EventType { get; }

    string DotNetTypeName { get; set; }

    string EventTypeName { get; set; }

    string Alias { get; }

    IEvent Wrap(object eventData);
}
