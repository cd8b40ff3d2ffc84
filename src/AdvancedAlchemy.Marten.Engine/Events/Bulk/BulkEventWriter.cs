using JasperFx.Events;
using Marten.Engine.Documents;
using Marten.Engine.Events.NaturalKeys;
using Marten.Engine.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events;

/// <summary>Writes streams and events by binary COPY, in the transaction of a connection.</summary>
internal sealed class BulkEventWriter(EventStorage storage, NpgsqlConnection connection, string tenantId, DateTimeOffset now, ReservedSequences reserved, NaturalKeyImport? keys) : IDisposable
{
    private readonly EventStatements _statements = storage.Statements;
    private readonly BodyWriter _bodies = new();

    /// <summary>Lets whoever follows the events know that sequences which he misses may come: before any are given out.</summary>
    internal async Task AnnounceAsync(CancellationToken token)
    {
        await using var command = new NpgsqlCommand($"lock table {_statements.Events} in row exclusive mode", connection);
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }

    internal async Task CopyAsync(IEnumerable<BulkStream> streams, CancellationToken token)
    {
        await using var importer = await connection.BeginBinaryImportAsync(
            $"copy {_statements.Streams} (id, type, version, tenant_id, is_archived) from stdin (format binary)", token).ConfigureAwait(false);
        foreach (var stream in streams)
        {
            await importer.StartRowAsync(token).ConfigureAwait(false);
            await WriteNameAsync(importer, stream.Name, token).ConfigureAwait(false);
            await WriteTextAsync(importer, stream.Type, token).ConfigureAwait(false);
            await importer.WriteAsync(stream.Version, NpgsqlDbType.Bigint, token).ConfigureAwait(false);
            await importer.WriteAsync(tenantId, NpgsqlDbType.Varchar, token).ConfigureAwait(false);
            await importer.WriteAsync(stream.IsArchived, NpgsqlDbType.Boolean, token).ConfigureAwait(false);
        }

        await importer.CompleteAsync(token).ConfigureAwait(false);
    }

    /// <summary>Gives events the next sequences, in this order.</summary>
    internal async Task NumberAsync(Memory<BulkEvent> events, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(_statements.Reserve, connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = events.Length, NpgsqlDbType = NpgsqlDbType.Integer });
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        for (var i = 0; await reader.ReadAsync(token).ConfigureAwait(false); i++)
        {
            var sequence = reader.GetInt64(0);
            reserved.Add(sequence);
            events.Span[i] = events.Span[i] with { Sequence = sequence };
        }
    }

    internal async Task CopyAsync(ReadOnlyMemory<BulkEvent> events, CancellationToken token)
    {
        var columns = string.Concat(_statements.Metadata.Select(m => $", {m.Name}")) + (_statements.HasSkipped ? ", is_skipped" : "");
        await using var importer = await connection.BeginBinaryImportAsync(
            $"copy {_statements.Events} (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived{columns}) from stdin (format binary)",
            token).ConfigureAwait(false);
        for (var i = 0; i < events.Length; i++) await CopyAsync(importer, events.Span[i], token).ConfigureAwait(false);
        await importer.CompleteAsync(token).ConfigureAwait(false);
        keys?.Add(events.Span);
    }

    private async Task CopyAsync(NpgsqlBinaryImporter importer, BulkEvent row, CancellationToken token)
    {
        var e = row.Event;
        var type = storage.Graph.Types.For(e.EventType);
        await importer.StartRowAsync(token).ConfigureAwait(false);
        await importer.WriteAsync(row.Sequence, NpgsqlDbType.Bigint, token).ConfigureAwait(false);
        await importer.WriteAsync(e.Id == Guid.Empty ? CombGuid.NewVersion() : e.Id, NpgsqlDbType.Uuid, token).ConfigureAwait(false);
        await WriteNameAsync(importer, row.Stream.Name, token).ConfigureAwait(false);
        await importer.WriteAsync(row.Version, NpgsqlDbType.Bigint, token).ConfigureAwait(false);
        await importer.WriteAsync(type.Write(e, _bodies), NpgsqlDbType.Jsonb, token).ConfigureAwait(false);
        await importer.WriteAsync(type.EventTypeName, NpgsqlDbType.Varchar, token).ConfigureAwait(false);
        await importer.WriteAsync(e.Timestamp == default ? now : e.Timestamp.ToUniversalTime(), NpgsqlDbType.TimestampTz, token).ConfigureAwait(false);
        await importer.WriteAsync(tenantId, NpgsqlDbType.Varchar, token).ConfigureAwait(false);
        await importer.WriteAsync(type.DotNetTypeName, NpgsqlDbType.Varchar, token).ConfigureAwait(false);
        await importer.WriteAsync(row.Stream.IsArchived, NpgsqlDbType.Boolean, token).ConfigureAwait(false);
        foreach (var column in _statements.Metadata) await WriteAsync(importer, column, e, token).ConfigureAwait(false);
        if (_statements.HasSkipped) await importer.WriteAsync(e.IsSkipped, NpgsqlDbType.Boolean, token).ConfigureAwait(false);
        _bodies.Reset();
    }

    private async Task WriteAsync(NpgsqlBinaryImporter importer, EventMetadata column, IEvent e, CancellationToken token)
    {
        if (column.DbType != NpgsqlDbType.Jsonb) await WriteTextAsync(importer, column.TextOf(e), token).ConfigureAwait(false);
        else if (e.Headers is null) await importer.WriteNullAsync(token).ConfigureAwait(false);
        else await importer.WriteAsync(_bodies.Write(e.Headers, storage.Serializer), NpgsqlDbType.Jsonb, token).ConfigureAwait(false);
    }

    private static Task WriteNameAsync(NpgsqlBinaryImporter importer, object name, CancellationToken token) => name is Guid id
        ? importer.WriteAsync(id, NpgsqlDbType.Uuid, token)
        : importer.WriteAsync((string)name, NpgsqlDbType.Varchar, token);

    private static Task WriteTextAsync(NpgsqlBinaryImporter importer, string? text, CancellationToken token) =>
        text is null ? importer.WriteNullAsync(token) : importer.WriteAsync(text, NpgsqlDbType.Varchar, token);

    public void Dispose() => _bodies.Dispose();
}
