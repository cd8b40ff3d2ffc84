namespace JasperFx.Events;

/// <summary>Questions about events that are there together.</summary>
public static class EventListExtensions
{
    /// <summary>What happened, to be taken one after the other.</summary>
    public static Queue<object> ToQueueOfEventData(this IEnumerable<IEvent> events) => new(events.Select(e => e.Data));

    public static bool HasAnyEventsOfType<T>(this IEnumerable<IEvent> events) where T : notnull => events.Any(e => e.Data is T);

    public static bool HasNoEventsOfType<T>(this IEnumerable<IEvent> events) where T : notnull => !events.HasAnyEventsOfType<T>();

    public static bool HasAnyElementsOfType<T>(this IEnumerable<object> data) => data.OfType<T>().Any();

    public static bool HasNoElementsOfType<T>(this IEnumerable<object> data) => !data.HasAnyElementsOfType<T>();
}
