using JasperFx.Events;

namespace Marten.Engine.Events.Projections;

/// <summary>The events of a page that concern one document.</summary>
/// <param name="TenantId">The tenant of the document.</param>
/// <param name="Id">The document's id, as it is stored.</param>
/// <param name="Events">In order.</param>
internal sealed record Slice(string TenantId, object Id, List<IEvent> Events);
