using JasperFx.Events.Projections;
using Marten.Engine.Events.Grouping;

namespace JasperFx.Events.Grouping;

/// <summary>Has a slicer see the events of a tenant at a time.</summary>
public class TenantedEventSlicer<TDoc, TId, TQuerySession>(TQuerySession session, IEventSlicer<TDoc, TId, TQuerySession> inner) : IEventSlicer where TId : notnull
{
    public ValueTask<IReadOnlyList<object>> SliceAsync(EventRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        return SliceAsync(range.Events);
    }

    public async ValueTask<IReadOnlyList<object>> SliceAsync(IReadOnlyList<IEvent> events)
    {
        var groups = new List<object>();
        foreach (var tenant in EventsOfTenants.Of(events))
        {
            var group = new SliceGroup<TDoc, TId>(tenant.TenantId);
            await inner.SliceAsync(In(tenant.TenantId), tenant.Events, group).ConfigureAwait(false);
            groups.Add(group);
        }

        return groups;
    }

    private TQuerySession In(string tenantId) => session is DocumentSessionBase documents ? (TQuerySession)(object)documents.In(tenantId) : session;
}
