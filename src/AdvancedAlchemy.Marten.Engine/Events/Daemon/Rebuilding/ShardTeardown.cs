using Marten.Engine.Documents;
using Npgsql;

namespace Marten.Engine.Events.Daemon;

/// <summary>Deletes what a shard has stored and sends it back to the beginning, in one transaction.</summary>
internal sealed class ShardTeardown(DocumentStore store, Shard shard)
{
    /// <param name="ceiling">Where its rebuild will end.</param>
    /// <param name="token">Gives up.</param>
    internal async Task RunAsync(long ceiling, CancellationToken token)
    {
        var torn = shard.TornDown;
        DocumentStorage[] storages = [.. torn.Types.Select(store.Storages.For)];
        foreach (var storage in storages) await store.Database.EnsureAsync(storage, token).ConfigureAwait(false);
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
        await using (var command = new NpgsqlCommand())
        {
            command.Connection = connection;
            new ProgressRows(store).SetRebuild(command, shard, ceiling);
            await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        }

        foreach (var storage in storages) await DeleteAsync(connection, storage, token).ConfigureAwait(false);
        foreach (var table in torn.Tables)
        {
            await ExecuteAsync(connection, $"delete from {await QuotedAsync(connection, table, token).ConfigureAwait(false)}", token).ConfigureAwait(false);
        }

        await transaction.CommitAsync(token).ConfigureAwait(false);
    }

    // Emptying a table is faster than deleting its rows, but it may be only some of them, and others may refer to them.
    private static async Task DeleteAsync(NpgsqlConnection connection, DocumentStorage storage, CancellationToken token)
    {
        if (storage.TypeFilter is { } filter) await ExecuteAsync(connection, $"delete from {storage.Table} as d where {filter}", token).ConfigureAwait(false);
        else if (await IsReferredToAsync(connection, storage, token).ConfigureAwait(false)) await ExecuteAsync(connection, $"delete from {storage.Table}", token).ConfigureAwait(false);
        else await ExecuteAsync(connection, $"truncate {storage.Table}", token).ConfigureAwait(false);
    }

    private static async ValueTask<bool> IsReferredToAsync(NpgsqlConnection connection, DocumentStorage storage, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("select exists (select from pg_catalog.pg_constraint where contype = 'f' and confrelid = to_regclass($1))", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = storage.Table, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        return (bool)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
    }

    /// <summary>The name of a table as the server itself writes it, so that nothing else gets into the statement.</summary>
    private static async ValueTask<string> QuotedAsync(NpgsqlConnection connection, string table, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("select to_regclass($1)::text", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        return await command.ExecuteScalarAsync(token).ConfigureAwait(false) as string
            ?? throw new InvalidOperationException($"There is no table {table}, whose rows a rebuild is to delete");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }
}
