namespace JasperFx.Events;

/// <summary>Something that projections see as the data of an event, and that is never stored.</summary>
public interface ICanWrapEvent
{
    IEvent ToEvent();
}
