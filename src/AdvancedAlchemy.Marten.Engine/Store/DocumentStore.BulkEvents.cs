using JasperFx.Events;
using Marten.Engine.Events;
using Marten.Engine.Sessions;
using Marten.Events;

namespace Marten;

public partial class DocumentStore
{
    public Task BulkInsertEventsAsync(IReadOnlyList<StreamAction> streams, int batchSize = 1000, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(streams);
        if (streams.FirstOrDefault(s => s is not null && NormalizeTenant(s.TenantId) != Tenancy.DefaultTenantId) is { } other)
        {
            throw new ArgumentException($"The stream '{other.Name}' is of tenant '{other.TenantId}': say whose the streams are", nameof(streams));
        }

        return BulkInsertEventsAsync(Tenancy.DefaultTenantId, streams, batchSize, cancellation);
    }

    public Task BulkInsertEventsAsync(string tenantId, IReadOnlyList<StreamAction> streams, int batchSize = 1000, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(streams);
        return BulkEventInsert.WriteAsync(this, TenantOfEvents(tenantId), streams, batchSize, cancellation);
    }

    public Task BulkInsertEventStreamAsync(
        string tenantId,
        IReadOnlyList<BulkEventStreamHeader> streamHeaders,
        IAsyncEnumerable<IEvent> orderedEvents,
        int batchSize = 1000,
        CancellationToken cancellation = default) =>
        BulkInsertEventStreamAsync(tenantId, streamHeaders, orderedEvents, BulkEventSequenceMode.AssignFromSequence, batchSize, cancellation);

    public Task BulkInsertEventStreamAsync(
        string tenantId,
        IReadOnlyList<BulkEventStreamHeader> streamHeaders,
        IAsyncEnumerable<IEvent> orderedEvents,
        BulkEventSequenceMode sequenceMode,
        int batchSize = 1000,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(streamHeaders);
        ArgumentNullException.ThrowIfNull(orderedEvents);
        return BulkEventInsert.WriteAsync(this, TenantOfEvents(tenantId), streamHeaders, orderedEvents, sequenceMode, batchSize, cancellation);
    }

    private string TenantOfEvents(string? tenantId) => EventStorage.IsTenanted ? AllowedTenant(tenantId) : NormalizeTenant(tenantId);
}
