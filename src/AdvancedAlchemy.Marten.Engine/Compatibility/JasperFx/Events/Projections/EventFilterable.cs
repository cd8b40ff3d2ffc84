namespace JasperFx.Events.Projections;

/// <summary>Something that may see some events only.</summary>
public class EventFilterable : IEventFilterable
{
    /// <summary>The only types it sees, with their subtypes; none stands for all.</summary>
    public List<Type> IncludedEventTypes { get; } = [];

    /// <summary>The only streams whose events it sees: those of an aggregate; null for all.</summary>
    public Type? StreamType { get; set; }

    /// <summary>Whether events of archived streams are seen in the background too. They are not by default.</summary>
    public bool IncludeArchivedEvents { get; set; }

    public void FilterIncomingEventsOnStreamType(Type streamType)
    {
        ArgumentNullException.ThrowIfNull(streamType);
        StreamType = streamType;
    }

    public void IncludeType<T>() => IncludeType(typeof(T));

    public void IncludeType(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        IncludedEventTypes.Add(type);
    }

    // Asked for every event: a closure would be made for each.
    internal bool Includes(Type eventType)
    {
        if (IncludedEventTypes.Count == 0) return true;
        foreach (var type in IncludedEventTypes)
        {
            if (type.IsAssignableFrom(eventType)) return true;
        }

        return false;
    }
}
