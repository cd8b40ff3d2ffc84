using Marten;
using Weasel.Core;

namespace AdvancedAlchemy.Marten;

/// <summary>Bulk inserts with stamps.</summary>
public static class BulkInsertExtensions
{
    /// <summary>Marten's <c>BulkInsertAsync</c>, which calls no listeners, with the documents stamped as a save would stamp them.</summary>
    /// <remarks>All documents get the same reading of the clock. Slugs are not generated and links not checked.</remarks>
    /// <typeparam name="T">The documents' type.</typeparam>
    /// <param name="store">A store that is set up with <c>UseAdvancedAlchemy()</c>.</param>
    /// <param name="documents">The documents.</param>
    /// <param name="mode">What happens to documents that are there already.</param>
    /// <param name="batchSize">Documents in one COPY.</param>
    /// <param name="tenantId">The tenant; null for the default one.</param>
    /// <param name="token">Gives up; nothing is inserted then.</param>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> or <paramref name="documents"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The store is not set up with <c>UseAdvancedAlchemy()</c>.</exception>
    public static async Task BulkInsertAuditedAsync<T>(
        this IDocumentStore store,
        IReadOnlyCollection<T> documents,
        BulkInsertMode mode = BulkInsertMode.InsertsOnly,
        int batchSize = 1000,
        string? tenantId = null,
        CancellationToken token = default)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(documents);
        var stamper = Stamper.For(LayerOf.Store(store).Options, null);
        foreach (var document in documents) stamper.Write(document, inserts: true);

        if (tenantId is null) await store.BulkInsertAsync(documents, mode, batchSize, token).ConfigureAwait(false);
        else await store.BulkInsertAsync(tenantId, documents, mode, batchSize, token).ConfigureAwait(false);

        foreach (var document in documents)
        {
            if (document is IStamped stamped) stamped.Stamps.Settle();
        }
    }
}
