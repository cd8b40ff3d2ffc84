using JasperFx.Events;
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
            if (pages.Find(operations.TenantId, slice.StoredId) is T document) known.Add(slice.StoredId, document);
        }

        if (known.Count == slices.Length) return known;
        var missing = Array.FindAll(slices, s => !known.ContainsKey(s.StoredId));
        foreach (var (id, document) in await LoadAsync(operations, missing, isInline, token).ConfigureAwait(false)) known.Add(id, document);
        return known;
    }

    private void Keep(DocumentSessionBase operations, EventSlice<T, TId> slice, T state, bool isInline)
    {
        var revision = RevisionOf(slice, isInline);
        if (operations.Core.Rebuild is RebuildCache<T> cache) cache.Put(operations.TenantId, slice.StoredId, state, revision);
        else Storage.QueueProjected(operations, state, slice.StoredId, revision);
    }

    private void Remove(DocumentSessionBase operations, EventSlice<T, TId> slice, bool hard)
    {
        if (operations.Core.Rebuild is RebuildCache<T> cache) cache.Put(operations.TenantId, slice.StoredId, default, 0);
        else Storage.QueueDeleteById(operations, slice.StoredId, hard);
    }
}
