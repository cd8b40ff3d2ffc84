using JasperFx.Events;

namespace Marten.Engine.Events.Grouping;

/// <summary>Divides a page by tenants.</summary>
internal static class EventsOfTenants
{
    // Most pages are of one tenant: then they stay as they are.
    internal static IReadOnlyList<EventsOfTenant> Of(IReadOnlyList<IEvent> events)
    {
        if (events.Count == 0) return [];
        var first = events[0].TenantId;
        for (var i = 1; i < events.Count; i++)
        {
            if (!string.Equals(events[i].TenantId, first, StringComparison.Ordinal)) return Divide(events);
        }

        return [new EventsOfTenant(first, events)];
    }

    private static IReadOnlyList<EventsOfTenant> Divide(IReadOnlyList<IEvent> events) =>
        [.. events.GroupBy(e => e.TenantId, StringComparer.Ordinal).Select(g => new EventsOfTenant(g.Key, [.. g]))];
}
