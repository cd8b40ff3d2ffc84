namespace Marten.Services.Json.Transformations;

/// <summary>A base for upcasters to a type.</summary>
public abstract class EventUpcaster<TEvent> : EventUpcaster
{
    public override Type EventType => typeof(TEvent);
}
