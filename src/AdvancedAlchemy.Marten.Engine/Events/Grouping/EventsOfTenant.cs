using JasperFx.Events;

namespace Marten.Engine.Events.Grouping;

/// <summary>The events of a page that belong to a tenant, in order.</summary>
internal readonly record struct EventsOfTenant(string TenantId, IReadOnlyList<IEvent> Events);
