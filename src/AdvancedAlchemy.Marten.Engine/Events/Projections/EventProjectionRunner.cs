using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Events.Projections;

namespace Marten.Engine.Events.Projections;

/// <summary>Does something about each event, in its tenant.</summary>
internal sealed class EventProjectionRunner(EventProjection projection) : IProjectionRunner
{
    public ProjectionBase Projection => projection;

    public bool IsAbout(Type eventType) => projection.IsAbout(eventType);

    public async Task ApplyAsync(DocumentSessionBase session, IReadOnlyList<IEvent> events, bool isInline, CancellationToken token)
    {
        if (projection.Enriches) await EnrichAsync(session, events, token).ConfigureAwait(false);
        var operations = session;
        foreach (var e in events)
        {
            if (operations.TenantId != e.TenantId) operations = session.In(e.TenantId);
            await projection.ProjectAsync(operations, e, token).ConfigureAwait(false);
        }
    }

    private async Task EnrichAsync(DocumentSessionBase session, IReadOnlyList<IEvent> events, CancellationToken token)
    {
        foreach (var tenant in events.Where(e => projection.Includes(e.EventType)).GroupBy(e => e.TenantId, StringComparer.Ordinal))
        {
            await projection.EnrichEventsAsync(session.In(tenant.Key), [.. tenant], token).ConfigureAwait(false);
        }
    }
}
