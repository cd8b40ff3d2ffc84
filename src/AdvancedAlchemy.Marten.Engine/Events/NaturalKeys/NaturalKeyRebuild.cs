using JasperFx.Events;
using Marten.Exceptions;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events.NaturalKeys;

/// <summary>Makes the keys of an aggregate's streams anew of all events that there are, in one transaction: until it ends, the keys are those that were.</summary>
internal sealed class NaturalKeyRebuild(DocumentStore store, NaturalKeyTable keys)
{
    private readonly EventStorage _events = store.EventStorage;

    private readonly NaturalKeyRebuildStatements _statements = new(store.EventStorage, keys);

    /// <param name="ceiling">Up to where no event is missing any more.</param>
    /// <param name="token">Gives up, and leaves the keys as they were.</param>
    internal async Task RunAsync(long ceiling, CancellationToken token)
    {
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
        await ExecuteAsync(connection, _statements.CreateMet, token).ConfigureAwait(false);
        await ExecuteAsync(connection, _statements.CreateKept, token).ConfigureAwait(false);
        await CopyAsync(connection, 0, ceiling, token).ConfigureAwait(false);

        // Now nobody takes a key: who has taken one has committed its event too, and who is about to take one will see what is kept here. Nothing
        // else is held, so that nobody waits for this who is waited for.
        await ExecuteAsync(connection, _statements.Lock, token).ConfigureAwait(false);
        await CopyAsync(connection, ceiling, long.MaxValue, token).ConfigureAwait(false);
        await using (var choose = new NpgsqlCommand(_statements.Choose, connection) { CommandTimeout = 0 })
        {
            keys.AddOthers(choose.Parameters);
            await choose.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        }

        await ExecuteAsync(connection, _statements.Remove, token).ConfigureAwait(false);
        await ExecuteAsync(connection, _statements.Add, token).ConfigureAwait(false);
        await transaction.CommitAsync(token).ConfigureAwait(false);
    }

    private async Task CopyAsync(NpgsqlConnection connection, long floor, long ceiling, CancellationToken token)
    {
        await using var source = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(_statements.Read, source) { CommandTimeout = store.Database.CommandTimeout };
        command.Parameters.Add(StreamParameters.Number(floor));
        command.Parameters.Add(StreamParameters.Number(ceiling));
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = _events.Graph.Types.NamesWithout(keys.IsSetBy), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        await using var importer = await connection.BeginBinaryImportAsync(_statements.Copy, token).ConfigureAwait(false);
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            if (await ReadAsync(reader, token).ConfigureAwait(false) is { } e && keys.KeyOf(e) is { } key) await WriteAsync(importer, e, key, token).ConfigureAwait(false);
        }

        await importer.CompleteAsync(token).ConfigureAwait(false);
    }

    private async ValueTask<IEvent?> ReadAsync(NpgsqlDataReader reader, CancellationToken token)
    {
        try
        {
            return await EventReader.ReadAsync(_events, reader, token).ConfigureAwait(false);
        }
        catch (UnknownEventTypeException)
        {
            // Whatever it is, it is none of the types that set the key.
            return null;
        }
        catch (EventDeserializationFailureException) when (store.Settings.Projections.RebuildErrors.SkipSerializationErrors)
        {
            // The projection comes across it too, and says so.
            return null;
        }
    }

    private async ValueTask WriteAsync(NpgsqlBinaryImporter importer, IEvent e, object key, CancellationToken token)
    {
        await importer.StartRowAsync(token).ConfigureAwait(false);
        await keys.WriteAsync(importer, key, token).ConfigureAwait(false);
        if (e.StreamName() is Guid id) await importer.WriteAsync(id, NpgsqlDbType.Uuid, token).ConfigureAwait(false);
        else await importer.WriteAsync(e.StreamKey!, NpgsqlDbType.Varchar, token).ConfigureAwait(false);
        await importer.WriteAsync(e.Version, NpgsqlDbType.Bigint, token).ConfigureAwait(false);
        await importer.WriteAsync(e.Sequence, NpgsqlDbType.Bigint, token).ConfigureAwait(false);
        await importer.WriteAsync(e.TenantId, NpgsqlDbType.Varchar, token).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }
}
