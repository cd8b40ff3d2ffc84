using Marten.Engine.Sessions;
using Marten.Exceptions;
using Weasel.Core;

namespace Marten.Engine.Documents;

/// <summary>Bulk inserts of documents of one type or of many: all or nothing.</summary>
internal static class BulkInsert
{
    internal static Task WriteAsync<T>(
        DocumentStore store, string tenantId, IReadOnlyCollection<T> documents, BulkInsertMode mode, int batchSize, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return documents.Count == 0 ? Task.CompletedTask : RunAsync(store, [Work(store, typeof(T), tenantId, [.. documents.Cast<object>()], mode, batchSize)], token);
    }

    internal static Task WriteObjectsAsync(
        DocumentStore store, string tenantId, IEnumerable<object> documents, BulkInsertMode mode, int batchSize, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        BulkWork[] works = [.. documents.GroupBy(d => d.GetType()).Select(g => Work(store, g.Key, tenantId, [.. g], mode, batchSize))];
        return works.Length == 0 ? Task.CompletedTask : RunAsync(store, works, token);
    }

    private static BulkWork Work(DocumentStore store, Type type, string tenantId, object[] documents, BulkInsertMode mode, int batchSize)
    {
        var storage = store.Storages.For(type);
        return storage.IsTenanted && tenantId == Tenancy.DefaultTenantId && !store.Settings.Advanced.DefaultTenantUsageEnabled
            ? throw new DefaultTenantUsageDisabledException()
            : storage.BulkInsert(store.Database, tenantId, documents, mode, batchSize);
    }

    private static async Task RunAsync(DocumentStore store, BulkWork[] works, CancellationToken token)
    {
        foreach (var work in works) await work.PrepareAsync(token).ConfigureAwait(false);
        await using (var connection = await store.Database.OpenAsync(token).ConfigureAwait(false))
        {
            await using var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
            foreach (var work in works) await work.WriteAsync(connection, token).ConfigureAwait(false);
            await transaction.CommitAsync(token).ConfigureAwait(false);
        }

        foreach (var work in works) work.Complete();
    }
}
