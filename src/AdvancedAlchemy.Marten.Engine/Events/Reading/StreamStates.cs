using System.Data.Common;
using JasperFx.Events;
using Npgsql;

namespace Marten.Engine.Events;

/// <summary>Reads what is known of a stream as a whole.</summary>
internal static class StreamStates
{
    internal static Task<StreamState?> ReadAsync(QuerySession session, EventStorage storage, object stream, string tenantId, CancellationToken token) =>
        session.ReadAsync(null, Command(storage, stream, tenantId), (storage, stream), static (reader, state, token) => ReadAsync(state.storage, state.stream, reader, token), token);

    internal static NpgsqlCommand Command(EventStorage storage, object stream, string tenantId)
    {
        var command = new NpgsqlCommand(storage.Statements.State);
        command.Parameters.AddStream(storage, stream, tenantId);
        return command;
    }

    internal static async ValueTask<StreamState?> ReadAsync(EventStorage storage, object stream, DbDataReader reader, CancellationToken token)
    {
        if (!await reader.ReadAsync(token).ConfigureAwait(false)) return null;
        var type = reader.IsDBNull(1) ? null : storage.Graph.Aggregates.Find(reader.GetString(1));
        var found = stream is Guid id
            ? new StreamState(id, reader.GetInt64(0), type, reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3))
            : new StreamState((string)stream, reader.GetInt64(0), type, reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3));
        found.IsArchived = reader.GetBoolean(4);
        return found;
    }
}
