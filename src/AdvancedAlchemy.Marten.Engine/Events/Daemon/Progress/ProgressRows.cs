using JasperFx.Events.Projections;
using Npgsql;

namespace Marten.Engine.Events.Daemon;

/// <summary>The rows that say how far the shards of a store have got.</summary>
internal sealed class ProgressRows(DocumentStore store)
{
    /// <summary>The row with the highest sequence that was given out when the high water mark was looked for.</summary>
    internal const string Fence = "HighWaterAllocationFence";

    private readonly EventStatements _statements = store.Events.Statements;

    internal async ValueTask<long?> ReadAsync(string name, CancellationToken token)
    {
        await store.Database.EnsureAsync(store.Events, token).ConfigureAwait(false);
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"select last_seq_id from {_statements.Progression} where name = $1", connection);
        command.Parameters.Add(StreamParameters.Text(name));
        return await command.ExecuteScalarAsync(token).ConfigureAwait(false) as long?;
    }

    /// <summary>All rows but the fence, by name.</summary>
    internal async Task<IReadOnlyList<ShardState>> ReadAllAsync(CancellationToken token)
    {
        await store.Database.EnsureAsync(store.Events, token).ConfigureAwait(false);
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"select name, last_seq_id from {_statements.Progression} where name <> $1 order by name", connection);
        command.Parameters.Add(StreamParameters.Text(Fence));
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        var found = new List<ShardState>();
        while (await reader.ReadAsync(token).ConfigureAwait(false)) found.Add(new ShardState(reader.GetString(0), reader.IsDBNull(1) ? 0 : reader.GetInt64(1)));
        return found;
    }

    /// <summary>Where a shard is; one that has never run is begun.</summary>
    internal async ValueTask<long> BeginAsync(ShardName name, StartingPoint start, CancellationToken token)
    {
        if (await ReadAsync(name.Identity, token).ConfigureAwait(false) is { } known) return known;
        var floor = start switch
        {
            StartingPoint.After after => after.Sequence,
            StartingPoint.Since since => await FloorAtAsync(since.Time, token).ConfigureAwait(false),
            _ => await ReadAsync(ShardState.HighWaterMark, token).ConfigureAwait(false) ?? 0,
        };
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"insert into {_statements.Progression} (name, last_seq_id) values ($1, $2) on conflict (name) do nothing", connection);
        command.Parameters.Add(StreamParameters.Text(name.Identity));
        command.Parameters.Add(StreamParameters.Number(floor));
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        return await ReadAsync(name.Identity, token).ConfigureAwait(false) ?? floor;
    }

    /// <summary>Puts a shard somewhere else, whatever it has done.</summary>
    internal async Task SetAsync(ShardName name, long position, CancellationToken token)
    {
        await store.Database.EnsureAsync(store.Events, token).ConfigureAwait(false);
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand();
        command.Connection = connection;
        Set(command, name, position);
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }

    internal void Set(NpgsqlCommand command, ShardName name, long position)
    {
        command.CommandText = $"insert into {_statements.Progression} (name, last_seq_id) values ($1, $2) "
            + "on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = transaction_timestamp()";
        command.Parameters.Add(StreamParameters.Text(name.Identity));
        command.Parameters.Add(StreamParameters.Number(position));
    }

    internal async Task RemoveAsync(ShardName name, CancellationToken token)
    {
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"delete from {_statements.Progression} where name = $1", connection);
        command.Parameters.Add(StreamParameters.Text(name.Identity));
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
        await store.Database.EnsureAsync(store.Events, token).ConfigureAwait(false);
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"select case when is_called then last_value else last_value - 1 end from {_statements.Sequence}", connection);
        return (long)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
    }
}
