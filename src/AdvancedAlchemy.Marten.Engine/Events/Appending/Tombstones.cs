using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events;

/// <summary>Events that stand for those which were not saved.</summary>
internal static class Tombstones
{
    /// <summary>Writes them after a failure, unless that fails too: then the first failure is what the caller has to hear.</summary>
    /// <returns>Whether they are written. If not, whoever reads on skips the places after a while.</returns>
    internal static async Task<bool> TryWriteAsync(EngineDatabase database, EventStorage storage, string tenantId, long[] sequences)
    {
        try
        {
            await WriteAsync(database, storage, tenantId, sequences).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or ObjectDisposedException)
        {
            return false;
        }
    }

    internal static async Task WriteAsync(EngineDatabase database, EventStorage storage, string tenantId, long[] sequences)
    {
        var statements = storage.Statements;
        await using var connection = await database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        object stream = storage.Graph.StreamIdentity == StreamIdentity.AsGuid ? Tombstone.StreamId : Tombstone.StreamKey;
        var begin = new NpgsqlBatchCommand($"insert into {statements.Streams} (id, version, tenant_id) values ($1, 0, $2) on conflict do nothing");
        begin.Parameters.Add(StreamParameters.Of(stream));
        begin.Parameters.Add(StreamParameters.Text(tenantId));
        batch.BatchCommands.Add(begin);

        // Versions of this stream are the sequences, which are as unique.
        var fill = new NpgsqlBatchCommand(
            $"insert into {statements.Events} (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived) "
            + "select s, gen_random_uuid(), $1, s, '{}', $3, now(), $2, $4, false from unnest($5) as s on conflict do nothing");
        fill.Parameters.Add(StreamParameters.Of(stream));
        fill.Parameters.Add(StreamParameters.Text(tenantId));
        fill.Parameters.Add(StreamParameters.Text(Tombstone.Name));
        fill.Parameters.Add(StreamParameters.Text("JasperFx.Events.Tombstone, JasperFx.Events"));
        fill.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = sequences, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        batch.BatchCommands.Add(fill);
        await batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
