using JasperFx.Events;
using JasperFx.Events.Grouping;
using Marten.Engine.Events.Aggregation;
using Marten.Engine.Sessions;
using Marten.Events.Projections;

namespace Marten.Engine.Events.Projections;

/// <summary>Makes documents of the events of many streams.</summary>
internal sealed class MultiStreamRunner<T, TId>(MultiStreamProjection<T, TId> projection, DocumentStore store) : AggregationRunner<T, TId>(projection, store)
    where T : notnull where TId : notnull
{
    protected override async ValueTask<IReadOnlyList<Slice>> SliceAsync(DocumentSessionBase session, IReadOnlyList<IEvent> events, CancellationToken token)
    {
        if (!Storage.IsTenanted) return await SliceAsync(session, session.TenantId, events).ConfigureAwait(false);

        // What is made of many tenants belongs to none of them.
        if (projection.TenancyGrouping != TenancyGrouping.RespectTenant) return await SliceAsync(session, Tenancy.DefaultTenantId, events).ConfigureAwait(false);
        var slices = new List<Slice>();
        foreach (var tenant in events.GroupBy(e => e.TenantId, StringComparer.Ordinal))
        {
            slices.AddRange(await SliceAsync(session, tenant.Key, [.. tenant]).ConfigureAwait(false));
        }

        return slices;
    }

    protected override long RevisionOf(Slice slice, bool isInline) => isInline ? 0 : slice.Events[^1].Sequence;

    private async ValueTask<IReadOnlyList<Slice>> SliceAsync(DocumentSessionBase session, string tenantId, IReadOnlyList<IEvent> events)
    {
        var groups = await projection.GroupAsync(session.In(tenantId), events).ConfigureAwait(false);
        return [.. groups.Select(g => new Slice(tenantId, AggregateId<TId>.Stored(g.Id), g.Events))];
    }
}
