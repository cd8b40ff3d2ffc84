using JasperFx.Events;
using JasperFx.Events.Daemon;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events.Daemon;

/// <summary>
/// Sees to what was appended while a projection within saves was made anew: a save that met no document, as it was deleted and not made again yet,
/// has written one of its own events only.
/// </summary>
internal sealed class InlineCatchUp(DocumentStore store, ProjectionShard shard, HighWaterAgent highWater, ILogger logger)
{
    private const int MostFailures = 20;

    // Whoever has a transaction open for longer may be the caller himself.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly EventStorage _events = store.EventStorage;
    private readonly List<Exception> _failures = [];
    private readonly bool _skipsErrors = store.Settings.Projections.RebuildErrors.SkipApplyErrors;

    /// <param name="ceiling">The last event that the rebuild has read.</param>
    /// <param name="token">Gives up.</param>
    /// <exception cref="AggregateException">Documents of some streams could not be made.</exception>
    internal async Task RunAsync(long ceiling, CancellationToken token)
    {
        // Who finds all documents where they were has projected onto them.
        if (!shard.TornDown.Types.Intersect(shard.PublishedTypes).Any()) return;

        // Once more for a save that has read before the rebuild ended and had not begun to write at the first time.
        var isSettled = true;
        for (var round = 1; round <= 2 && isSettled; round++)
        {
            (var reached, isSettled) = await ReachAsync(token).ConfigureAwait(false);
            if (reached > ceiling) await CatchUpAsync(ceiling, reached, token).ConfigureAwait(false);
            ceiling = Math.Max(ceiling, reached);
        }

        if (_failures.Count > 0) throw new AggregateException($"Of the streams that were appended to while {shard.Name.Identity} was rebuilt, some documents could not be made", _failures);
    }

    private async ValueTask<(long Mark, bool IsSettled)> ReachAsync(CancellationToken token)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token);
        enough.CancelAfter(LongestWait);
        try
        {
            return (await highWater.ReachAsync(await new ProgressRows(store).LastSequenceAsync(enough.Token).ConfigureAwait(false), enough.Token).ConfigureAwait(false), true);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            DaemonLog.WritersLeft(logger, shard.Name.Identity, LongestWait);
            return (highWater.Mark, false);
        }
    }

    private async Task CatchUpAsync(long floor, long ceiling, CancellationToken token)
    {
        var streams = await StreamsAsync(floor, ceiling, token).ConfigureAwait(false);
        if (!shard.IsOfStreams)
        {
            if (streams.Count > 0) DaemonLog.AppendedMeanwhile(logger, shard.Name.Identity, floor, ceiling);
            return;
        }

        foreach (var (tenantId, stream) in streams)
        {
            try
            {
                await RebuildAsync(tenantId, stream, floor, token).ConfigureAwait(false);
            }
            catch (Exception e) when (!token.IsCancellationRequested && _failures.Count < MostFailures)
            {
                _failures.Add(new InvalidOperationException($"The document of the stream {stream} could not be made anew", e));
            }
        }
    }

    private async ValueTask RebuildAsync(string tenantId, object stream, long floor, CancellationToken token)
    {
        // The keys are those of all events already.
        var rebuild = new StreamRebuild(store, shard) { ClaimsKeys = false };
        var letters = new List<DeadLetterEvent>();
        for (var isDone = false; !isDone;)
        {
            try
            {
                await rebuild.RunAsync(tenantId, _ => stream, token).ConfigureAwait(false);
                isDone = true;
            }
            catch (ApplyEventException e) when (_skipsErrors && Poison.IsIn(e) && rebuild.LeftOut.Add(e.Event.Sequence))
            {
                DaemonLog.Skipped(logger, e, shard.Name.Identity, e.Event.Sequence);
                if (e.Event.Sequence > floor) letters.Add(new DeadLetterEvent(e.Event, shard.Name, e));
            }
        }

        if (letters.Count == 0) return;
        await using var session = store.LightweightSession();
        session.Store<DeadLetterEvent>(letters);
        await session.SaveChangesAsync(token).ConfigureAwait(false);
    }

    private async ValueTask<List<(string TenantId, object Stream)>> StreamsAsync(long floor, long ceiling, CancellationToken token)
    {
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(
            $"select tenant_id, stream_id from {_events.Statements.Events} where seq_id > $1 and seq_id <= $2 and type <> all($3) "
            + $"group by tenant_id, stream_id order by min(seq_id){(shard.IsOfStreams ? "" : " limit 1")}",
            connection) { CommandTimeout = 0 };
        command.Parameters.Add(StreamParameters.Number(floor));
        command.Parameters.Add(StreamParameters.Number(ceiling));
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [Tombstone.Name, .. _events.Graph.Types.NamesWithout(shard.IsAbout)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        var streams = new List<(string, object)>();
        while (await reader.ReadAsync(token).ConfigureAwait(false)) streams.Add((reader.GetString(0), reader.GetValue(1)));
        return streams;
    }
}
