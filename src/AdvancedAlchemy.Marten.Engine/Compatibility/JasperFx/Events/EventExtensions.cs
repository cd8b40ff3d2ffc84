using System.Diagnostics.CodeAnalysis;
using Marten.Engine.Events;

namespace JasperFx.Events;

/// <summary>Events made of events.</summary>
public static class EventExtensions
{
    /// <summary>The same event, in all but its data.</summary>
    public static IEvent<T> WithData<T>(this IEvent @event, T eventData) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(@event);
        return new Event<T>(eventData).With(@event);
    }

    /// <summary>Whether another document was looked up for the events; the first one of the type.</summary>
    public static bool TryFindReference<T>(this IEnumerable<IEvent> events, [MaybeNullWhen(false)] out T entity)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var e in events)
        {
            if (e.Data is not References<T> reference) continue;
            entity = reference.Entity;
            return true;
        }

        entity = default;
        return false;
    }

    /// <summary>The documents of a type that were looked up for the events.</summary>
    public static IEnumerable<T> AllReferenced<T>(this IEnumerable<IEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.Select(e => e.Data).OfType<References<T>>().Select(r => r.Entity);
    }

    /// <summary>Gives an event all that is known of another one besides its data.</summary>
    internal static TEvent With<TEvent>(this TEvent made, IEvent source) where TEvent : IEvent
    {
        made.Id = source.Id;
        made.Version = source.Version;
        made.Sequence = source.Sequence;
        made.StreamId = source.StreamId;
        made.StreamKey = source.StreamKey;
        made.Timestamp = source.Timestamp;
        made.TenantId = source.TenantId;
        made.EventTypeName = source.EventTypeName;
        made.DotNetTypeName = source.DotNetTypeName;
        made.CausationId = source.CausationId;
        made.CorrelationId = source.CorrelationId;
        made.Headers = source.Headers;
        made.UserName = source.UserName;
        made.IsArchived = source.IsArchived;
        made.AggregateTypeName = source.AggregateTypeName;
        if (IMadeEvent.Is(source)) IMadeEvent.Mark(made);
        return made;
    }
}
