namespace JasperFx.Events.Projections;

/// <summary>Something that may see some events only.</summary>
public class EventFilterable : IEventFilterable
{
    /// <summary>The only types it sees, with their subtypes; none stands for all.</summary>
    public List<Type> IncludedEventTypes { get; } = [];

    public void IncludeType<T>() => IncludeType(typeof(T));

    public void IncludeType(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        IncludedEventTypes.Add(type);
    }

    internal bool Includes(Type eventType) => IncludedEventTypes.Count == 0 || IncludedEventTypes.Exists(t => t.IsAssignableFrom(eventType));
}
