using JasperFx.Events;
using Marten.Engine.Events.Daemon;
using Marten.Engine.Events.NaturalKeys;
using Marten.Exceptions;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events;

/// <summary>Imports streams with their events: all or nothing.</summary>
/// <param name="store">Where they go.</param>
/// <param name="tenantId">Whose they are.</param>
/// <param name="streams">The streams, of which none may be there.</param>
/// <param name="batchSize">How many rows are copied at once.</param>
internal sealed class BulkEventImport(DocumentStore store, string tenantId, IReadOnlyCollection<BulkStream> streams, int batchSize)
{
    private readonly EventStorage _storage = store.EventStorage;

    /// <summary>The time of events that have none.</summary>
    internal DateTimeOffset Now { get; } = EventPreparation.Microseconds(store.EventStorage.Graph.TimeProvider.GetUtcNow());

    /// <param name="write">Writes the events.</param>
    /// <param name="movesMark">Whether the high water mark goes on with the events, as far as none before is missing.</param>
    /// <param name="token">Gives up, and leaves nothing.</param>
    /// <exception cref="ExistingStreamIdCollisionException">One of the streams is there.</exception>
    /// <exception cref="InvalidStreamOperationException">A natural key of one of them is another stream's.</exception>
    internal async Task RunAsync(Func<BulkEventWriter, NpgsqlConnection, Task> write, bool movesMark, CancellationToken token)
    {
        _storage.Graph.Activate();
        await store.Database.EnsureAsync(_storage, token).ConfigureAwait(false);
        var reserved = new ReservedSequences();
        try
        {
            await WriteAsync(write, movesMark, reserved, token).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            if (_storage.Graph.AppendMode == EventAppendMode.Rich) await GiveBackAsync(reserved).ConfigureAwait(false);
            if (failure is not PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } refusal) throw;
            if (refusal.ConstraintName?.StartsWith("pkey_mt_streams", StringComparison.Ordinal) != true) throw;
            if (await FindExistingAsync(token).ConfigureAwait(false) is not { } existing) throw;
            throw new ExistingStreamIdCollisionException(existing.Name, existing.AggregateType!);
        }

        store.Appends.Appended();
    }

    private async Task WriteAsync(Func<BulkEventWriter, NpgsqlConnection, Task> write, bool movesMark, ReservedSequences reserved, CancellationToken token)
    {
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
        var keys = _storage.Graph.NaturalKeys.Tables is { Count: > 0 } tables ? new NaturalKeyImport(tables, tenantId, batchSize) : null;
        using var writer = new BulkEventWriter(_storage, connection, tenantId, Now, reserved, keys);
        await writer.AnnounceAsync(token).ConfigureAwait(false);
        foreach (var batch in streams.Chunk(batchSize)) await writer.CopyAsync(batch, token).ConfigureAwait(false);
        await write(writer, connection).ConfigureAwait(false);
        if (keys is not null) await keys.ClaimAsync(connection, token).ConfigureAwait(false);
        if (movesMark) await HighWaterDetector.AdvanceAsync(_storage, connection, token).ConfigureAwait(false);

        // Whoever gives up during the commit could not know whether there was one.
        token.ThrowIfCancellationRequested();
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    // As a failed save does: nobody is to wait for what will never come.
    private async Task GiveBackAsync(ReservedSequences reserved)
    {
        foreach (var places in reserved.All.Chunk(HighWaterDetector.MostFenced))
        {
            if (!await Tombstones.TryWriteAsync(store.Database, _storage, tenantId, places).ConfigureAwait(false)) return;
        }
    }

    // The server says which key it is only to those who have asked for details in their connection string.
    private async Task<BulkStream?> FindExistingAsync(CancellationToken token)
    {
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        var isTheirs = _storage.IsTenanted ? " and tenant_id = $2" : "";
        await using var command = new NpgsqlCommand($"select id from {_storage.Statements.Streams} where id = any($1){isTheirs} limit 1", connection);
        command.Parameters.Add(_storage.Graph.StreamIdentity == StreamIdentity.AsGuid
            ? new NpgsqlParameter<Guid[]> { TypedValue = [.. streams.Select(s => (Guid)s.Name)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }
            : new NpgsqlParameter<string[]> { TypedValue = [.. streams.Select(s => (string)s.Name)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        if (_storage.IsTenanted) command.Parameters.Add(StreamParameters.Text(tenantId));
        return await command.ExecuteScalarAsync(token).ConfigureAwait(false) is { } name ? streams.First(s => s.Name.Equals(name)) : null;
    }
}
