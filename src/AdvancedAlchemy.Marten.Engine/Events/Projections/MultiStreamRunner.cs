using JasperFx.Events;
using Marten.Events.Projections;

namespace Marten.Engine.Events.Projections;

/// <summary>Makes documents of the events of many streams.</summary>
internal sealed class MultiStreamRunner<T, TId>(MultiStreamProjection<T, TId> projection, DocumentStore store) : AggregationRunner<T, TId>(projection, store)
    where T : notnull where TId : notnull
{
    protected override bool IsConcerned(List<IEvent> events)
    {
        foreach (var e in events)
        {
            if (projection.IsHandled(e.EventType)) return true;
        }

        return false;
    }

    protected override long RevisionOf(EventSlice<T, TId> slice, bool isInline) => isInline ? 0 : projection.LastOf(slice.All).Sequence;
}
