namespace JasperFx.Events.Grouping;

/// <summary>Puts events of one tenant to the documents that they concern.</summary>
public interface IEventSlicer<TDoc, TId> where TId : notnull
{
    ValueTask SliceAsync(IReadOnlyList<IEvent> events, SliceGroup<TDoc, TId> grouping);
}
