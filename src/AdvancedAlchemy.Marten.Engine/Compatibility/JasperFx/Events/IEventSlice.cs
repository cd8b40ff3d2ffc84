namespace JasperFx.Events;

/// <summary>The events of a page that concern one document.</summary>
public interface IEventSlice
{
    string TenantId { get; }

    IReadOnlyList<IEvent> Events();
}
