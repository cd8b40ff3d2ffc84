using Marten;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace AdvancedAlchemy.Marten;

/// <summary>Gives slugs to the documents of a save that have none.</summary>
/// <remarks>
/// Sessions that want slugs of the same stem wait for each other: the advisory locks last until the transaction ends, and it
/// is in the same one that the slugs are looked up and written. Locks are taken in order, so that sessions with several do not deadlock.
/// </remarks>
internal static class SlugGeneration
{
    public static async ValueTask RunAsync(IDocumentSession session, SaveListener layer, SessionState state, IStorageOperation[] pending, CancellationToken token)
    {
        await OldSlugDrops.QueueAsync(session, layer, state, pending, token).ConfigureAwait(false);
        if (new SlugBatches(session, layer).Collect(pending, state) is not { } batches) return;
        var asking = batches.FindAll(b => b.Asks);
        var isolated = asking.Count > 0 && await AskAsync(session, state, asking, token).ConfigureAwait(false);
        foreach (var batch in batches)
        {
            batch.Assign(state, isolated);
            batch.Remember(session, layer, state);
        }
    }

    private static async Task<bool> AskAsync(IDocumentSession session, SessionState state, List<SlugBatch> batches, CancellationToken token)
    {
        foreach (var batch in batches) await session.Database.EnsureStorageExistsAsync(batch.Table.Model.Type, token).ConfigureAwait(false);
        if (batches.Exists(b => b.Table.Old is not null)) await session.Database.EnsureStorageExistsAsync(typeof(OldSlug), token).ConfigureAwait(false);
        await session.BeginTransactionAsync(token).ConfigureAwait(false);
        SlugQuestions questions = new(batches);
        var (isolated, transaction) = await questions.AskAsync(session, token).ConfigureAwait(false);

        // the transaction sees what was there when it began, not what others have committed while it waited for the locks
        if (isolated)
        {
            state.EnterIsolated(transaction);
            if (state.IsolatedSlugs.Count > 0) batches.ForEach(b => b.UseExpected());
            var connection = SideConnection.ForStatement(session.Database);
            await using (connection.ConfigureAwait(false)) await questions.AskOutsideAsync(connection, token).ConfigureAwait(false);
        }

        return isolated;
    }
}
