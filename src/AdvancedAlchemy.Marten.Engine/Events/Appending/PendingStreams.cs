using JasperFx.Events;

namespace Marten.Engine.Events;

/// <summary>What a session is about to append, a stream each, in the order in which they came.</summary>
internal sealed class PendingStreams
{
    private readonly Lock _lock = new();
    private readonly List<StreamAction> _streams = [];

    internal bool IsEmpty
    {
        get
        {
            lock (_lock) return _streams.Count == 0;
        }
    }

    internal StreamAction[] All
    {
        get
        {
            lock (_lock) return [.. _streams];
        }
    }

    internal void Add(StreamAction stream)
    {
        lock (_lock) _streams.Add(stream);
    }

    internal StreamAction? Find(object name, string tenantId)
    {
        lock (_lock) return _streams.Find(s => s.TenantId == tenantId && s.Name.Equals(name));
    }

    internal bool Contains(StreamAction stream)
    {
        lock (_lock) return _streams.Contains(stream);
    }

    internal int CountEvents()
    {
        lock (_lock) return _streams.Sum(s => s.Events.Count);
    }

    /// <summary>The streams and events of this moment, to come back to.</summary>
    internal (StreamAction Stream, int Events)[] Capture()
    {
        lock (_lock) return [.. _streams.Select(s => (s, s.Events.Count))];
    }

    internal void Restore((StreamAction Stream, int Events)[] state)
    {
        lock (_lock)
        {
            _streams.Clear();
            foreach (var (stream, events) in state)
            {
                stream.KeepFirst(events);
                _streams.Add(stream);
            }
        }
    }

    internal void Clear()
    {
        lock (_lock) _streams.Clear();
    }
}
