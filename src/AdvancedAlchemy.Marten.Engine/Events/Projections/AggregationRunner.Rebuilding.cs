using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten.Engine.Events.Daemon;

namespace Marten.Engine.Events.Projections;

internal abstract partial class AggregationRunner<T, TId>
{
    // Documents that were written count less than those that are to be: they can be read again.
    private const int KeptPerUnwritten = 5;

    public IRebuildCache? CreateRebuildCache(bool isEmpty) => Storage.TakesCopies && !projection.LooksAtDocuments
        ? new RebuildCache<T>(Storage, isEmpty, Math.Max(KeptPerUnwritten * projection.Options.RebuildFlushThreshold, projection.Options.CacheLimitPerTenant))
        : null;

    /// <summary>What is stored of the documents, or will be.</summary>
    private async ValueTask<Dictionary<object, T>> FindAsync(DocumentSessionBase operations, EventSlice<T, TId>[] slices, bool isInline, CancellationToken token)
    {
        if (operations.Core.BeginsAnew) return [];
        if (operations.Core.Rebuild is not RebuildCache<T> cache) return await FindRecentAsync(operations, slices, isInline, token).ConfigureAwait(false);
        var found = new Dictionary<object, T>(slices.Length);
        var missing = new List<EventSlice<T, TId>>();
        foreach (var slice in slices)
        {
            if (!cache.TryGet(operations.TenantId, slice.StoredId, out var state)) missing.Add(slice);
            else if (state is not null) found.Add(slice.StoredId, state);
        }

        if (missing.Count == 0) return found;
        var stored = await LoadAsync(operations, missing, isInline, token).ConfigureAwait(false);
        foreach (var slice in missing)
        {
            var state = stored.GetValueOrDefault(slice.StoredId);
            cache.Remember(operations.TenantId, slice.StoredId, state);
            if (state is not null) found.Add(slice.StoredId, state);
        }

        return found;
    }

    private async ValueTask<Dictionary<object, T>> FindRecentAsync(DocumentSessionBase operations, EventSlice<T, TId>[] slices, bool isInline, CancellationToken token)
    {
        if (operations.Core.Pages is not { } pages) return await LoadAsync(operations, slices, isInline, token).ConfigureAwait(false);
        var known = new Dictionary<object, T>();
        foreach (var slice in slices)
        {
            if (pages.Find(Storage, operations.TenantId, slice.StoredId) is T document) known.Add(slice.StoredId, Storage.Known(operations, document));
        }

        if (known.Count == slices.Length) return known;
        var missing = Array.FindAll(slices, s => !known.ContainsKey(s.StoredId));
        foreach (var (id, document) in await LoadAsync(operations, missing, isInline, token).ConfigureAwait(false)) known.Add(id, document);
        return known;
    }

    private void Keep(DocumentSessionBase operations, EventSlice<T, TId> slice, T state, ActionType action, bool isInline)
    {
        operations.Core.Upstream?.Add(Storage, operations.TenantId, slice.StoredId, state, new Updated<T>(operations.TenantId, state, action).ToEvent(), projection.LastOf(slice.All));
        var revision = RevisionOf(slice, isInline);
        if (operations.Core.Rebuild is RebuildCache<T> cache) cache.Put(operations.TenantId, slice.StoredId, state, revision);
        else Storage.QueueProjected(operations, state, slice.StoredId, operations.Core.BeginsAnew ? 0 : revision);
        if (operations.Core.BeginsAnew && Storage.HasRevision) QueueRevision(operations, slice.StoredId, revision);
    }

    // A document is not written over by one of its own revision, so that of one that is made anew comes last.
    private void QueueRevision(DocumentSessionBase operations, object id, long revision)
    {
        var sql = $"update {Storage.Table} set mt_version = ? where id = ?";
        if (Storage.IsTenanted) operations.QueueSqlCommand(sql + " and tenant_id = ?", revision, id, operations.TenantId);
        else operations.QueueSqlCommand(sql, revision, id);
    }

    private void Remove(DocumentSessionBase operations, EventSlice<T, TId> slice, bool hard)
    {
        operations.Core.Upstream?.Add(Storage, operations.TenantId, slice.StoredId, null, new ProjectionDeleted<T, TId>(slice.Id, operations.TenantId).ToEvent(), projection.LastOf(slice.All));
        if (operations.Core.Rebuild is RebuildCache<T> cache) cache.Put(operations.TenantId, slice.StoredId, default, 0);
        else Storage.QueueDeleteById(operations, slice.StoredId, hard);
    }
}
