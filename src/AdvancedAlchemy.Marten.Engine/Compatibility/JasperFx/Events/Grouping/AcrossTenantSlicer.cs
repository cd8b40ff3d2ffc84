using JasperFx.Events.Projections;
using Marten.Engine.Sessions;

namespace JasperFx.Events.Grouping;

/// <summary>Puts the events of all tenants together: what is made of them belongs to none.</summary>
public class AcrossTenantSlicer<TDoc, TId, TQuerySession>(TQuerySession session, IEventSlicer<TDoc, TId, TQuerySession> inner) : IEventSlicer where TId : notnull
{
    /// <summary>Whose the documents are, where these have no tenant of their own.</summary>
    internal string TenantId { get; init; } = Tenancy.DefaultTenantId;

    public ValueTask<IReadOnlyList<object>> SliceAsync(EventRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        return SliceAsync(range.Events);
    }

    public async ValueTask<IReadOnlyList<object>> SliceAsync(IReadOnlyList<IEvent> events)
    {
        var group = new SliceGroup<TDoc, TId>(TenantId);
        await inner.SliceAsync(session, events, group).ConfigureAwait(false);
        return [group];
    }
}
