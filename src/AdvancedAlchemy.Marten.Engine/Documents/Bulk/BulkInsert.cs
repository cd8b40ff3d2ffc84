using Weasel.Core;

namespace Marten.Engine.Documents;

/// <summary>Bulk inserts of documents of one type or of many.</summary>
internal static class BulkInsert
{
    internal static Task WriteAsync<T>(
        DocumentStore store, string tenantId, IReadOnlyCollection<T> documents, BulkInsertMode mode, int batchSize, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (documents.Count == 0) return Task.CompletedTask;
        return store.Storages.For(typeof(T)).BulkInsertAsync(store.Database, tenantId, [.. documents.Cast<object>()], mode, batchSize, token);
    }

    internal static async Task WriteObjectsAsync(
        DocumentStore store, string tenantId, IEnumerable<object> documents, BulkInsertMode mode, int batchSize, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        foreach (var group in documents.GroupBy(d => d.GetType()))
        {
            await store.Storages.For(group.Key).BulkInsertAsync(store.Database, tenantId, [.. group], mode, batchSize, token).ConfigureAwait(false);
        }
    }
}
