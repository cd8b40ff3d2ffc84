using Marten.Engine.Documents;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events.Projections;

/// <summary>Reads the documents of streams together with the versions that these have now.</summary>
internal static class SnapshotReader
{
    /// <param name="session">Its tenant's documents are read.</param>
    /// <param name="storage">The documents.</param>
    /// <param name="ids">The streams: Guids or texts.</param>
    /// <param name="seesDeleted">Whether documents that are marked as deleted count.</param>
    /// <param name="token">Cancels the reading.</param>
    /// <returns>For each stream its version, 0 if it does not exist, and its document, null if there is none.</returns>
    internal static Task<Dictionary<object, (long Version, T? Document)>> ReadAsync<T>(
        DocumentSessionBase session, DocumentStorage<T> storage, IReadOnlyList<object> ids, bool seesDeleted, CancellationToken token) where T : notnull
    {
        var events = session.Core.Store.EventStorage;
        var selector = storage.SelectorFor(session);
        var command = new NpgsqlCommand(
            $"select k.id, coalesce(s.version, 0), d.id is not null, {selector.Fields} from unnest($1) as k (id) "
            + $"left join {events.Statements.Streams} as s on s.id = k.id{(events.IsTenanted ? " and s.tenant_id = $2" : "")} "
            + $"left join {storage.Table} as d on d.id = k.id{(storage.IsTenanted ? " and d.tenant_id = $2" : "")}"
            + (storage.IsSoftDeleted && !seesDeleted ? " and " + DocumentStorage.NotDeletedFilter : "")
            + (storage.TypeFilter is { } filter ? " and " + filter : ""));
        command.Parameters.Add(storage.StoredIdType == typeof(Guid)
            ? new NpgsqlParameter<Guid[]> { TypedValue = [.. ids.Cast<Guid>()], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }
            : new NpgsqlParameter<string[]> { TypedValue = [.. ids.Cast<string>()], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        if (events.IsTenanted || storage.IsTenanted) command.Parameters.Add(StreamParameters.Text(session.TenantId));
        return session.ReadAsync(storage, command, (selector, session), static async (reader, state, token) =>
        {
            var found = new Dictionary<object, (long, T?)>();
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                found[reader.GetValue(0)] = (reader.GetInt64(1), reader.GetBoolean(2) ? state.selector.Read(reader, 3, state.session) : default);
            }

            return found;
        }, token);
    }
}
