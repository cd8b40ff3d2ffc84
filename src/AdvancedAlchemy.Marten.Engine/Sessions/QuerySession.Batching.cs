using Marten.Engine.Sessions;
using Marten.Engine.Sessions.Batching;
using Marten.Exceptions;
using Marten.Services.BatchQuerying;
using Npgsql;

namespace Marten.Internal.Sessions;

public partial class QuerySession
{
    public IBatchedQuery CreateBatchQuery() => new BatchedQuery(this);

    /// <summary>Asks everything in one round trip; none at all when everything is known.</summary>
    internal async Task ReadBatchAsync(IReadOnlyList<BatchItem> items, CancellationToken token)
    {
        var asked = new List<BatchItem>(items.Count);
        foreach (var item in items)
        {
            if (item.Command is null) continue;
            if (!AreReady(null, item.Storages)) await EnsureAsync(null, item.Storages, token).ConfigureAwait(false);
            asked.Add(item);
        }

        if (asked.Count == 0) return;
        Interlocked.Increment(ref _requests);
        for (var attempt = 1; !await TryReadBatchAsync(asked, attempt, token).ConfigureAwait(false); attempt++)
        {
            await Retries.PauseAsync(attempt, token).ConfigureAwait(false);
        }
    }

    // False when it has failed before the first answer, for a reason that may pass.
    private async Task<bool> TryReadBatchAsync(List<BatchItem> items, int attempt, CancellationToken token)
    {
        using var batch = new NpgsqlBatch { Timeout = Core.Connection.Timeout };
        foreach (var item in items) batch.BatchCommands.Add(item.Command!);
        var started = false;
        try
        {
            await using var lease = await Core.Connection.RentAsync(token).ConfigureAwait(false);
            batch.Connection = lease.Connection;
            batch.Transaction = Core.Connection.Transaction;
            try
            {
                Logger.OnBeforeExecute(batch);
                await using var reader = await batch.ExecuteReaderAsync(token).ConfigureAwait(false);
                started = true;
                for (var i = 0; i < items.Count; i++)
                {
                    if (i > 0) await reader.NextResultAsync(token).ConfigureAwait(false);
                    await items[i].ReadAsync(reader, token).ConfigureAwait(false);
                }

                Logger.LogSuccess(batch);
                return true;
            }
            finally
            {
                if (items.Exists(i => i.MayLinger)) await Core.Connection.LingeredAsync(lease).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException e)
        {
            if (!started && Core.Connection.Transaction is null && !Core.Connection.IsEnlisted && Retries.MayRepeatRead(e, attempt)) return false;
            Logger.LogFailure(batch, e);
            throw new MartenCommandException(null, e);
        }
        finally
        {
            batch.BatchCommands.Clear();
        }
    }
}
