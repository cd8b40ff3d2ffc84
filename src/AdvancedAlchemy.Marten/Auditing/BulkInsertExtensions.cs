using Marten;
using Marten.Services;
using Weasel.Core;
using Weasel.Storage;

namespace AdvancedAlchemy.Marten;

/// <summary>Bulk inserts with stamps.</summary>
public static class BulkInsertExtensions
{
    /// <summary>Marten's <c>BulkInsertAsync</c>, which calls no listeners, with the documents stamped and given slugs as a save would.</summary>
    /// <remarks>
    /// All documents get the same reading of the clock. If any is <see cref="ISlugged"/> and has no slug, all are written by one session
    /// instead of COPY, in one transaction: only there can slugs be made that nobody else takes meanwhile. That takes about three times
    /// as long, and listeners run. Otherwise links are not checked.
    /// </remarks>
    /// <typeparam name="T">The documents' type.</typeparam>
    /// <param name="store">A store that is set up with <c>UseAdvancedAlchemy()</c>.</param>
    /// <param name="documents">The documents.</param>
    /// <param name="mode">What happens to documents that are there already.</param>
    /// <param name="batchSize">Documents in one COPY.</param>
    /// <param name="tenantId">The tenant; null for the default one.</param>
    /// <param name="token">Gives up; nothing is inserted then.</param>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> or <paramref name="documents"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The store is not set up with <c>UseAdvancedAlchemy()</c>, or slugs are missing and the mode leaves out some of the documents.
    /// </exception>
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
        var layer = LayerOf.Store(store);
        var needsSlugs = documents.Any(d => d is ISlugged slugged && layer.Model(d.GetType()).IsSlugged && ProvisionalSlugs.IsMissing(slugged));
        if (needsSlugs && mode is not (BulkInsertMode.InsertsOnly or BulkInsertMode.OverwriteExisting))
        {
            throw new InvalidOperationException(
                $"Some {typeof(T).Name} have no slug, and slugs are made for what is sure to be written: use BulkInsertMode.InsertsOnly or OverwriteExisting, or assign the slugs.");
        }

        var stamper = Stamper.For(layer.Options, null);
        foreach (var document in documents) stamper.Write(document, inserts: true);

        if (needsSlugs) await SaveAsync(store, documents, mode, tenantId, token).ConfigureAwait(false);
        else if (tenantId is null) await store.BulkInsertAsync(documents, mode, batchSize, token).ConfigureAwait(false);
        else await store.BulkInsertAsync(tenantId, documents, mode, batchSize, token).ConfigureAwait(false);

        foreach (var document in documents)
        {
            if (document is IStamped stamped) stamped.Stamps.Settle();
            if (document is IUserAudited users) ProvisionalUsers.Settle(users);
        }
    }

    private static async Task SaveAsync<T>(IDocumentStore store, IReadOnlyCollection<T> documents, BulkInsertMode mode, string? tenantId, CancellationToken token)
        where T : notnull
    {
        SessionOptions options = new() { Tracking = DocumentTracking.None, ConcurrencyChecks = ConcurrencyChecks.Disabled };
        if (tenantId is not null) options.TenantId = tenantId;
        var session = store.OpenSession(options);
        await using (session.ConfigureAwait(false))
        {
            SessionState.Of(session).WithoutStamps++;
            if (mode == BulkInsertMode.InsertsOnly) session.InsertObjects(documents.Cast<object>());
            else session.StoreObjects(documents.Cast<object>());
            await session.SaveChangesAsync(token).ConfigureAwait(false);
        }
    }
}
