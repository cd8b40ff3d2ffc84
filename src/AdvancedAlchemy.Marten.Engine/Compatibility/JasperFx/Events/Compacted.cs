using System.Diagnostics.CodeAnalysis;

namespace JasperFx.Events;

/// <summary>Stands for all events of a stream up to its own version.</summary>
/// <param name="Snapshot">The state that they came to.</param>
/// <param name="PreviousStreamId">The stream, where streams have Guids.</param>
/// <param name="PreviousStreamKey">The stream, where streams have keys.</param>
[SuppressMessage("Naming", "CA1711", Justification = "Marten's name")]
public record class Compacted<T>(T Snapshot, Guid PreviousStreamId, string PreviousStreamKey)
{
    /// <summary>Begins with the last of these events, where there is one: its snapshot, and the events that follow on it.</summary>
    public static (T?, IReadOnlyList<IEvent>) MaybeFastForward(T? snapshot, IReadOnlyList<IEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        for (var i = events.Count - 1; i >= 0; i--)
        {
            if (events[i].Data is Compacted<T> compacted) return (compacted.Snapshot, [.. events.Skip(i + 1)]);
        }

        return (snapshot, events);
    }
}
