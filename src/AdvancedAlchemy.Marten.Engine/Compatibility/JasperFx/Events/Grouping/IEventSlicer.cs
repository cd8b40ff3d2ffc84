using JasperFx.Events.Projections;

namespace JasperFx.Events.Grouping;

/// <summary>Divides events into groups of a tenant each, and these into the events of a document each.</summary>
public interface IEventSlicer
{
    /// <returns>A <see cref="SliceGroup{TDoc,TId}"/> each.</returns>
    ValueTask<IReadOnlyList<object>> SliceAsync(IReadOnlyList<IEvent> events);

    /// <returns>A <see cref="SliceGroup{TDoc,TId}"/> each.</returns>
    ValueTask<IReadOnlyList<object>> SliceAsync(EventRange range);
}
