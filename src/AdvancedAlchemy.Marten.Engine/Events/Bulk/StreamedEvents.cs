using JasperFx.Events;
using Marten.Events;

namespace Marten.Engine.Events;

/// <summary>Finds out where the events of an import belong, one after the other.</summary>
internal sealed class StreamedEvents(EventGraph graph, Dictionary<object, BulkStream> streams, bool keepsSequences)
{
    private long _last;

    /// <exception cref="InvalidOperationException">The event is of no stream of the import, beyond its stream's end, or out of order.</exception>
    internal BulkEvent Place(IEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        object? name = graph.StreamIdentity == StreamIdentity.AsGuid ? e.StreamId : e.StreamKey;
        if (name is null || !streams.TryGetValue(name, out var stream)) throw new InvalidOperationException($"The event {e.Id} is of stream '{name}', of which there is no header");

        // An event that does not say where it is in its stream comes next.
        var version = e.Version > 0 ? e.Version : stream.Reached + 1;
        if (version > stream.Version)
        {
            throw new InvalidOperationException($"The stream '{name}' ends at version {stream.Version} by its header, and has an event of version {version}");
        }

        stream.Reached = Math.Max(stream.Reached, version);
        if (!keepsSequences) return new BulkEvent(e, stream, version, 0);
        if (e.Sequence <= _last)
        {
            throw new InvalidOperationException($"Events that keep their sequences have to come in ascending order, and {e.Sequence} comes after {_last}");
        }

        if (_last == 0) First = e.Sequence;
        _last = e.Sequence;
        return new BulkEvent(e, stream, version, e.Sequence);
    }

    /// <exception cref="InvalidOperationException">Events of a stream have not come.</exception>
    internal void AssertComplete()
    {
        foreach (var stream in streams.Values)
        {
            if (stream.Reached != stream.Version) throw new InvalidOperationException($"The stream '{stream.Name}' has version {stream.Version} by its header, and its events end at {stream.Reached}");
        }
    }

    /// <summary>The lowest sequence that was kept; 0 if none was.</summary>
    internal long First { get; private set; }

    /// <summary>The highest sequence that was kept.</summary>
    internal long Last => _last;
}
