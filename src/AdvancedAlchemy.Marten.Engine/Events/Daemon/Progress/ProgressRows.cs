using JasperFx.Events.Projections;
using Npgsql;

namespace Marten.Engine.Events.Daemon;

/// <summary>The rows that say how far the shards of a store have got.</summary>
internal sealed partial class ProgressRows(DocumentStore store)
{
    /// <summary>The row with the highest sequence that was given out when the high water mark was looked for.</summary>
    internal const string Fence = "HighWaterAllocationFence";

    // Beside the row of a shard whose rebuild has begun and not come to its end.
    private const string RebuildSuffix = ":Rebuild";

    private readonly EventStatements _statements = store.EventStorage.Statements;

    internal async ValueTask<long?> ReadAsync(string name, CancellationToken token)
    {
        await store.Database.EnsureAsync(store.EventStorage, token).ConfigureAwait(false);
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"select last_seq_id from {_statements.Progression} where name = $1", connection);
        command.Parameters.Add(StreamParameters.Text(name));
        return await command.ExecuteScalarAsync(token).ConfigureAwait(false) as long?;
    }

    /// <summary>The event that a rebuild was to get to which has not ended; 0 for none.</summary>
    internal async ValueTask<long> RebuildAsync(ShardName name, CancellationToken token) => await ReadAsync(name.Identity + RebuildSuffix, token).ConfigureAwait(false) ?? 0;

    /// <summary>Sends a shard with all its parts back to the beginning, and remembers up to where it repeats what it has done before.</summary>
    internal void SetRebuild(NpgsqlCommand command, Shard shard, long ceiling)
    {
        command.CommandText = $"insert into {_statements.Progression} (name, last_seq_id) values ($1, 0), ($2, $3) union all select part, 0 from unnest($4::varchar[]) as part"
            + " on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = transaction_timestamp()";
        command.Parameters.Add(StreamParameters.Text(shard.Name.Identity));
        command.Parameters.Add(StreamParameters.Text(shard.Name.Identity + RebuildSuffix));
        command.Parameters.Add(StreamParameters.Number(ceiling));
        command.Parameters.Add(NamesOf(shard.Parts));
    }

    internal Task RemoveRebuildAsync(ShardName name, CancellationToken token) => RemoveAsync(name.Identity + RebuildSuffix, token);

    /// <summary>The rows of shards and of the mark, by name.</summary>
    internal async Task<IReadOnlyList<ShardState>> ReadAllAsync(CancellationToken token)
    {
        await store.Database.EnsureAsync(store.EventStorage, token).ConfigureAwait(false);
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"select name, last_seq_id from {_statements.Progression} where name <> $1 and name not like $2 order by name", connection);
        command.Parameters.Add(StreamParameters.Text(Fence));
        command.Parameters.Add(StreamParameters.Text("%" + RebuildSuffix));
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        var found = new List<ShardState>();
        while (await reader.ReadAsync(token).ConfigureAwait(false)) found.Add(new ShardState(reader.GetString(0), reader.IsDBNull(1) ? 0 : reader.GetInt64(1)));
        return found;
    }

    /// <summary>Where a shard is; one that has never run is begun.</summary>
    /// <exception cref="InvalidOperationException">It is made of what has run already, and not up to the same event.</exception>
    internal async ValueTask<long> BeginAsync(Shard shard, StartingPoint start, CancellationToken token)
    {
        var name = shard.Name;
        if (await ReadAsync(name.Identity, token).ConfigureAwait(false) is { } known) return known;
        var floor = await ReachedByPartsAsync(shard, token).ConfigureAwait(false) ?? start switch
        {
            StartingPoint.After after => after.Sequence,
            StartingPoint.Since since => await FloorAtAsync(since.Time, token).ConfigureAwait(false),
            _ => await ReadAsync(ShardState.HighWaterMark, token).ConfigureAwait(false) ?? 0,
        };
        await using (var connection = await store.Database.OpenAsync(token).ConfigureAwait(false))
        {
            await using var command = new NpgsqlCommand($"insert into {_statements.Progression} (name, last_seq_id) values ($1, $2) on conflict (name) do nothing", connection);
            command.Parameters.Add(StreamParameters.Text(name.Identity));
            command.Parameters.Add(StreamParameters.Number(floor));
            await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        }

        return await ReadAsync(name.Identity, token).ConfigureAwait(false) ?? floor;
    }

    /// <summary>Where a shard is, and stays until the session's transaction has ended.</summary>
    internal async ValueTask<long> HoldAsync(DocumentSessionBase session, ShardName name, CancellationToken token)
    {
        var command = new NpgsqlCommand($"select last_seq_id from {_statements.Progression} where name = $1 for update");
        command.Parameters.Add(StreamParameters.Text(name.Identity));
        return await session.ReadAsync(null, command, 0, static async (reader, _, token) =>
            await reader.ReadAsync(token).ConfigureAwait(false) ? reader.GetInt64(0) : 0, token).ConfigureAwait(false);
    }

    /// <summary>Puts a shard somewhere else, whatever it has done and whether or not it was in a rebuild.</summary>
    internal async Task SetAsync(Shard shard, long position, CancellationToken token)
    {
        await store.Database.EnsureAsync(store.EventStorage, token).ConfigureAwait(false);
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(
            $"with ended as (delete from {_statements.Progression} where name = $3) insert into {_statements.Progression} (name, last_seq_id) "
            + "select name, $2 from unnest(array_append($4::varchar[], $1::varchar)) as name on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = transaction_timestamp()",
            connection);
        command.Parameters.Add(StreamParameters.Text(shard.Name.Identity));
        command.Parameters.Add(StreamParameters.Number(position));
        command.Parameters.Add(StreamParameters.Text(shard.Name.Identity + RebuildSuffix));
        command.Parameters.Add(NamesOf(shard.Parts));
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }

    internal Task RemoveAsync(ShardName name, CancellationToken token) => RemoveAsync(name.Identity, token);

    private async Task RemoveAsync(string name, CancellationToken token)
    {
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"delete from {_statements.Progression} where name = $1", connection);
        command.Parameters.Add(StreamParameters.Text(name));
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }

    /// <summary>The last event before a time.</summary>
    internal async ValueTask<long> FloorAtAsync(DateTimeOffset time, CancellationToken token)
    {
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(
            $"select coalesce((select min(seq_id) - 1 from {_statements.Events} where timestamp >= $1), (select max(seq_id) from {_statements.Events}), 0)", connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.ToUniversalTime(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        return (long)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
    }

    /// <summary>The last event that is saved.</summary>
    internal async ValueTask<long> HighestAsync(CancellationToken token)
    {
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"select coalesce(max(seq_id), 0) from {_statements.Events}", connection);
        return (long)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
    }

    /// <summary>The highest sequence that any event has, or may have had.</summary>
    internal async ValueTask<long> LastSequenceAsync(CancellationToken token)
    {
        await store.Database.EnsureAsync(store.EventStorage, token).ConfigureAwait(false);
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"select case when is_called then last_value else last_value - 1 end from {_statements.Sequence}", connection);
        return (long)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
    }
}
