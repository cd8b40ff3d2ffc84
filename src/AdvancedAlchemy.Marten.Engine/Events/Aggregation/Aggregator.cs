using JasperFx.Events;
using JasperFx.Events.Projections;

namespace Marten.Engine.Events.Aggregation;

/// <summary>Makes the state of streams, whatever the type of its id.</summary>
internal abstract class Aggregator<T>
{
    /// <summary>When the state is stored; Live if it is not.</summary>
    internal abstract ProjectionLifecycle Lifecycle { get; }

    /// <summary>What of an event its handlers can see.</summary>
    internal abstract EventParts Needs { get; }

    /// <summary>The state after events that follow on a state; null if there is none.</summary>
    internal abstract ValueTask<T?> BuildAsync(IQuerySession session, T? state, object stream, IReadOnlyList<IEvent> events, CancellationToken token);
}
