using JasperFx.Events;
using JasperFx.Events.Grouping;

namespace Marten.Engine.Events.Grouping;

/// <summary>Looks up other documents for the events of a group, all of them at once.</summary>
/// <param name="session">Reads them.</param>
/// <param name="disposes">Whether the session was opened for this, and not yet for a tenant.</param>
internal readonly struct EntityLookup<TDoc, TId>(SliceGroup<TDoc, TId> group, IStorageOperations session, bool disposes) where TId : notnull
{
    /// <summary>Calls for every event and document that belong together; what is not found is left out.</summary>
    internal async Task EnrichAsync<TEntity>(IReadOnlyList<WantedEntity<TDoc, TId>> wanted, Action<EventSlice<TDoc, TId>, IEvent, TEntity> application) where TEntity : notnull
    {
        if (wanted.Count == 0) return;
        var found = await LoadAsync<TEntity>(wanted).ConfigureAwait(false);
        foreach (var want in wanted)
        {
            if (found.Find(want.Id, out var entity)) application(want.Slice, want.Event!, entity);
        }
    }

    /// <summary>Adds what is found to the slices, each once: where the last event is that refers to it.</summary>
    internal async Task ReferAsync<TEntity>(IReadOnlyList<WantedEntity<TDoc, TId>> wanted) where TEntity : notnull
    {
        if (wanted.Count == 0) return;
        var found = await LoadAsync<TEntity>(wanted).ConfigureAwait(false);
        foreach (var want in wanted.Reverse().DistinctBy(w => (w.Slice, found.StoredId(w.Id))).Reverse())
        {
            if (found.Find(want.Id, out var entity)) want.Slice.Reference(entity);
        }
    }

    internal async Task UseAsync(Func<Task> use)
    {
        try
        {
            await use().ConfigureAwait(false);
        }
        finally
        {
            if (disposes) await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<FoundEntities<TEntity>> LoadAsync<TEntity>(IReadOnlyList<WantedEntity<TDoc, TId>> wanted) where TEntity : notnull
    {
        var documents = session as DocumentSessionBase ?? throw new InvalidOperationException($"A {session.GetType().Name} cannot look up documents: it is no session of Marten's");
        if (disposes) documents = documents.In(group.TenantId);
        var storage = documents.Core.Store.Storages.For<TEntity>();
        object[] ids = [.. wanted.Select(w => storage.StoredId(w.Id)).Distinct()];
        var (found, missing) = (new List<TEntity>(), ids);
        if (documents.Core.Upstream is { } upstream)
        {
            missing = Array.FindAll(ids, id => !upstream.TryFind(storage, documents.TenantId, id, out _));
            foreach (var id in ids)
            {
                if (upstream.TryFind(storage, documents.TenantId, id, out var made) && made is not null) found.Add(made);
            }
        }

        if (missing.Length > 0) found.AddRange(await storage.LoadManyAsync(documents, missing, group.Cancellation).ConfigureAwait(false));
        return new FoundEntities<TEntity>(storage, found);
    }
}
