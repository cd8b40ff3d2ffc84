namespace JasperFx.Events.Grouping;

/// <summary>Finds out, with a look at the database where it has to, what documents events concern.</summary>
public interface IJasperFxAggregateGrouper<out TId, in TQuerySession>
{
    Task Group(TQuerySession session, IReadOnlyList<IEvent> events, IEventGrouping<TId> grouping);
}
