namespace JasperFx.Events.Grouping;

/// <summary>Changes lists of events.</summary>
public static class EventListExtensions
{
    /// <summary>Has the parts of events follow these.</summary>
    public static void FanOut<TSource, TChild>(this List<IEvent> events, Func<TSource, IEnumerable<TChild>> fanOutFunc) where TSource : notnull where TChild : notnull =>
        events.Apply(new FanOutEventDataOperator<TSource, TChild>(fanOutFunc));

    public static void FanOut<TSource, TChild>(this List<IEvent> events, Func<IEvent<TSource>, IEnumerable<TChild>> fanOutFunc) where TSource : notnull where TChild : notnull =>
        events.Apply(new FanOutEventOperator<TSource, TChild>(fanOutFunc));

    internal static void Apply(this List<IEvent> events, IFanOutRule rule)
    {
        ArgumentNullException.ThrowIfNull(events);
        var all = rule.Apply(events);
        if (ReferenceEquals(all, events)) return;
        events.Clear();
        events.AddRange(all);
    }
}
