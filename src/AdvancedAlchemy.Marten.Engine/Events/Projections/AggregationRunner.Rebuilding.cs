using Marten.Engine.Events.Daemon;

namespace Marten.Engine.Events.Projections;

internal abstract partial class AggregationRunner<T, TId>
{
    // Documents that were written count less than those that are to be: they can be read again.
    private const int KeptPerUnwritten = 5;

    public IRebuildCache? CreateRebuildCache(bool isEmpty) =>
        Storage.TakesCopies && !projection.LooksAtDocuments ? new RebuildCache<T>(Storage, isEmpty, KeptPerUnwritten * projection.Options.RebuildFlushThreshold) : null;

    /// <summary>What is stored of the documents, or will be.</summary>
    private async ValueTask<Dictionary<object, T>> FindAsync(DocumentSessionBase operations, Slice[] slices, bool isInline, CancellationToken token)
    {
        if (operations.Core.Rebuild is not RebuildCache<T> cache) return await LoadAsync(operations, slices, isInline, token).ConfigureAwait(false);
        var found = new Dictionary<object, T>(slices.Length);
        var missing = new List<Slice>();
        foreach (var slice in slices)
        {
            if (!cache.TryGet(operations.TenantId, slice.Id, out var state)) missing.Add(slice);
            else if (state is not null) found.Add(slice.Id, state);
        }

        if (missing.Count == 0) return found;
        var stored = await LoadAsync(operations, missing, isInline, token).ConfigureAwait(false);
        foreach (var slice in missing)
        {
            var state = stored.GetValueOrDefault(slice.Id);
            cache.Remember(operations.TenantId, slice.Id, state);
            if (state is not null) found.Add(slice.Id, state);
        }

        return found;
    }

    private void Keep(DocumentSessionBase operations, Slice slice, T state, bool isInline)
    {
        var revision = RevisionOf(slice, isInline);
        if (operations.Core.Rebuild is RebuildCache<T> cache) cache.Put(operations.TenantId, slice.Id, state, revision);
        else Storage.QueueProjected(operations, state, slice.Id, revision);
    }

    private void Remove(DocumentSessionBase operations, Slice slice, bool hard)
    {
        if (operations.Core.Rebuild is RebuildCache<T> cache) cache.Put(operations.TenantId, slice.Id, default, 0);
        else Storage.QueueDeleteById(operations, slice.Id, hard);
    }
}
