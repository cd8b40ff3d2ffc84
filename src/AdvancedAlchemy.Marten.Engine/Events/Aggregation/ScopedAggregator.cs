using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Projections;

namespace Marten.Engine.Events.Aggregation;

/// <summary>Makes the state of streams by a projection that is built for it.</summary>
internal sealed class ScopedAggregator<T>(ScopedAggregation projection, StoreOptions options) : Aggregator<T>
{
    internal override ProjectionLifecycle Lifecycle => projection.Lifecycle;

    // Each one that is built may be about something else.
    internal override EventParts Needs => EventParts.All;

    internal override ValueTask<T?> BuildAsync(IQuerySession session, T? state, object stream, IReadOnlyList<IEvent> events, CancellationToken token) =>
        projection.WithAsync(built => ((Aggregator<T>)((IAggregation)built).CreateAggregator(options)!).BuildAsync(session, state, stream, events, token));
}
