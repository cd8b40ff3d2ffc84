using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Projections;
using Marten.Events.Aggregation;

namespace Marten.Engine.Events.Aggregation;

/// <summary>Makes the state of streams by a projection.</summary>
internal sealed class Aggregator<T, TId>(SingleStreamProjection<T, TId> projection, ProjectionLifecycle lifecycle, IIdentitySetter<T, TId> identities) : Aggregator<T>
    where T : notnull where TId : notnull
{
    internal override ProjectionLifecycle Lifecycle => lifecycle;

    internal override EventParts Needs { get; } = projection.TakesOnlyData ? EventParts.Data : EventParts.All;

    internal override async ValueTask<T?> BuildAsync(IQuerySession session, T? state, object stream, IReadOnlyList<IEvent> events, CancellationToken token)
    {
        if (events.Count == 0) return state;
        var id = stream.GetType() == AggregateId<TId>.StoredType ? AggregateId<TId>.From(stream) : default!;
        return (await projection.ProjectAsync(session, state, id, identities, events, token).ConfigureAwait(false)).State;
    }
}
