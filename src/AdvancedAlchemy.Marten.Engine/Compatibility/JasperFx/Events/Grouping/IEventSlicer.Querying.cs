namespace JasperFx.Events.Grouping;

/// <summary>Puts events of one tenant to the documents that they concern, with a look at the database where it has to.</summary>
public interface IEventSlicer<TDoc, TId, TQuerySession> where TId : notnull
{
    ValueTask SliceAsync(TQuerySession session, IReadOnlyList<IEvent> events, SliceGroup<TDoc, TId> grouping);
}
