using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Documents;

/// <summary>Loads documents by id.</summary>
internal sealed class DocumentReader<T, TId> where T : notnull where TId : notnull
{
    private readonly DocumentStorage<T, TId> _storage;
    private readonly string _loadOne;
    private readonly string _loadMany;

    internal DocumentReader(DocumentStorage<T, TId> storage)
    {
        _storage = storage;
        var tenant = storage.IsTenanted ? " and d.tenant_id = $2" : "";
        _loadOne = $" from {storage.Table} as d where d.id = $1{tenant}";
        _loadMany = $" from {storage.Table} as d where d.id = ANY($1){tenant}";
    }

    internal Task<T?> LoadAsync(QuerySession session, TId id, CancellationToken token)
    {
        if (id is null) throw new InvalidOperationException("Parameter '$1' must have either its NpgsqlDbType or its DataTypeName or its Value set.");
        if (session is DocumentSessionBase documents && documents.Core.TracksIdentity(_storage)
            && documents.Core.TryFind(_storage, documents.TenantId, id, out var known))
        {
            return Task.FromResult<T?>(known);
        }

        var selector = _storage.SelectorFor(session);
        var command = Command($"select {selector.Fields}{_loadOne}", session);
        command.Parameters.Insert(0, new NpgsqlParameter<TId> { TypedValue = id, NpgsqlDbType = _storage.IdDbType });
        return session.ReadAsync(_storage, command, (selector, session), static async (reader, state, token) =>
            await reader.ReadAsync(token).ConfigureAwait(false) ? state.selector.Read(reader, 0, state.session) : default, token);
    }

    internal async Task<IReadOnlyList<T>> LoadManyAsync(QuerySession session, TId[] ids, CancellationToken token, string filter = "")
    {
        var found = new List<T>(ids.Length);
        if (LoadManyCommand(session, ids, found) is not { } command) return found;
        command.CommandText += filter;
        return await session.ReadAsync(_storage, command, (_storage.SelectorFor(session), session, found), static async (reader, state, token) =>
        {
            while (await reader.ReadAsync(token).ConfigureAwait(false)) state.found.Add(state.Item1.Read(reader, 0, state.session));
            return (IReadOnlyList<T>)state.found;
        }, token).ConfigureAwait(false);
    }

    internal NpgsqlCommand? LoadManyCommand(QuerySession session, TId[] ids, List<T> found)
    {
        if (session is DocumentSessionBase documents && documents.Core.TracksIdentity(_storage))
        {
            var missing = new List<TId>();
            foreach (var id in ids.Distinct())
            {
                if (documents.Core.TryFind(_storage, documents.TenantId, id, out var known)) found.Add(known);
                else missing.Add(id);
            }

            if (missing.Count == 0 && ids.Length > 0) return null;
            ids = [.. missing];
        }

        var selector = _storage.SelectorFor(session);
        var command = Command($"select {selector.Fields}{_loadMany}", session);
        command.Parameters.Insert(0, new NpgsqlParameter<TId[]> { TypedValue = ids, NpgsqlDbType = NpgsqlDbType.Array | _storage.IdDbType });
        return command;
    }

    private NpgsqlCommand Command(string sql, QuerySession session)
    {
        var command = new NpgsqlCommand(sql);
        if (_storage.IsTenanted) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.TenantId, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }
}
