using JasperFx.Events.Projections;
using Marten.Engine.Events.Grouping;
using Marten.Engine.Sessions;

namespace JasperFx.Events.Grouping;

/// <summary>Has a slicer see the events of a tenant at a time.</summary>
public class TenantedEventSlicer<TDoc, TId>(IEventSlicer<TDoc, TId> inner) : IEventSlicer where TId : notnull
{
    /// <summary>Whether tenants make no difference.</summary>
    public bool ForceSingleTenancy { get; set; }

    /// <summary>Whose the documents are then.</summary>
    internal string TenantId { get; init; } = Tenancy.DefaultTenantId;

    public ValueTask<IReadOnlyList<object>> SliceAsync(EventRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        return SliceAsync(range.Events);
    }

    public async ValueTask<IReadOnlyList<object>> SliceAsync(IReadOnlyList<IEvent> events)
    {
        var groups = new List<object>();
        foreach (var (tenantId, its) in ForceSingleTenancy ? [new EventsOfTenant(TenantId, events)] : EventsOfTenants.Of(events))
        {
            var group = new SliceGroup<TDoc, TId>(tenantId);
            await inner.SliceAsync(its, group).ConfigureAwait(false);
            groups.Add(group);
        }

        return groups;
    }
}
