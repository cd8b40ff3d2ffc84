using JasperFx.Events;
using JasperFx.Events.Grouping;

namespace Marten.Engine.Events.Grouping;

/// <summary>Makes a document of each tenant, with the parts of events as the rules have them.</summary>
internal sealed class RollUp<TDoc, TId, TQuerySession>(EventSlicer<TDoc, TId, TQuerySession> rules) : IEventSlicer<TDoc, TId, TQuerySession> where TId : notnull
{
    public ValueTask SliceAsync(TQuerySession session, IReadOnlyList<IEvent> events, SliceGroup<TDoc, TId> grouping)
    {
        rules.SliceByTenant(events, grouping);
        return default;
    }
}
