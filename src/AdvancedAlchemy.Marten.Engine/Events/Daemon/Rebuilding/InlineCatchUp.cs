using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten.Engine.Events.Projections;
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
    private readonly EventStorage _events = store.EventStorage;

    /// <param name="ceiling">The last event that the rebuild has read.</param>
    /// <param name="token">Gives up.</param>
    internal async Task RunAsync(long ceiling, CancellationToken token)
    {
        // Once more for a save that had read before the rebuild ended what it has written since.
        for (var round = 1; round <= 2; round++)
        {
            var reached = await highWater.ReachAsync(await new ProgressRows(store).LastSequenceAsync(token).ConfigureAwait(false), token).ConfigureAwait(false);
            if (reached <= ceiling) continue;
            var streams = await StreamsAsync(ceiling, reached, token).ConfigureAwait(false);
            if (shard.Streams is { } runner) foreach (var (tenantId, stream) in streams) await RebuildAsync(runner, tenantId, stream, token).ConfigureAwait(false);
            else if (streams.Count > 0) DaemonLog.AppendedMeanwhile(logger, shard.Name.Identity, ceiling, reached);
            ceiling = reached;
        }
    }

    private async ValueTask RebuildAsync(IStreamRunner runner, string tenantId, object stream, CancellationToken token)
    {
        try
        {
            await runner.RebuildStreamAsync(shard, tenantId, stream, token).ConfigureAwait(false);
        }
        catch (ApplyEventException e) when (store.Settings.Projections.RebuildErrors.SkipApplyErrors)
        {
            DaemonLog.Skipped(logger, e, shard.Name.Identity, e.Event.Sequence);
        }
    }

    private async ValueTask<List<(string TenantId, object Stream)>> StreamsAsync(long floor, long ceiling, CancellationToken token)
    {
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(
            $"select distinct tenant_id, stream_id from {_events.Statements.Events} where seq_id > $1 and seq_id <= $2 and type <> all($3)", connection) { CommandTimeout = 0 };
        command.Parameters.Add(StreamParameters.Number(floor));
        command.Parameters.Add(StreamParameters.Number(ceiling));
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [Tombstone.Name, .. _events.Graph.Types.NamesWithout(shard.IsAbout)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        var streams = new List<(string, object)>();
        while (await reader.ReadAsync(token).ConfigureAwait(false)) streams.Add((reader.GetString(0), reader.GetValue(1)));
        return streams;
    }
}
