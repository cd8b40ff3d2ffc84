using System.Data.Common;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Engine.Documents;
using Marten.Engine.Events.Aggregation;
using Marten.Engine.Events.NaturalKeys;
using Npgsql;

namespace Marten.Engine.Events.Fetching;

/// <summary>Reads the version of a stream together with its state, in one statement, so that one is that of the other.</summary>
/// <param name="session">Whose tenant's stream it is.</param>
/// <param name="events">The store's events.</param>
/// <param name="aggregator">Makes the state.</param>
/// <param name="isTracked">Whether the session is to know the stored document as the one of its id.</param>
internal sealed class StateReader<T>(QuerySession session, EventStorage events, Aggregator<T> aggregator, bool isTracked) where T : class
{
    private readonly DocumentStorage<T>? _storage = aggregator.Lifecycle == ProjectionLifecycle.Live ? null : session.Core.Store.Storages.For<T>();
    private DocumentSelector<T>? _selector;
    private NaturalKeyTable? _keys;

    /// <summary>The documents, unless nothing is stored.</summary>
    internal DocumentStorage<T>? Storage => _storage;

    // A document that the background makes may be behind its stream; one that a session holds on to would stay so.
    private bool IsBehind => aggregator.Lifecycle == ProjectionLifecycle.Async;

    internal async ValueTask<FetchedState<T>> ReadAsync(object stream, CancellationToken token)
    {
        await session.Core.Database.EnsureAsync(events, token).ConfigureAwait(false);
        var stored = await session.ReadAsync(_storage, Command(stream), this, static (reader, self, token) => self.ReadStoredAsync(reader, token), token).ConfigureAwait(false);
        return await FinishAsync(stream, stored, token).ConfigureAwait(false);
    }

    /// <summary>The stream that has a natural key, and its state.</summary>
    internal async ValueTask<(object? Stream, FetchedState<T> State)> ReadAsync(NaturalKeyTable keys, object key, CancellationToken token)
    {
        await session.Core.Database.EnsureAsync(events, token).ConfigureAwait(false);
        _keys = keys;
        var command = Command(keys.Parameter(key));
        var stored = await session.ReadAsync(_storage, command, this, static (reader, self, token) => self.ReadStoredAsync(reader, token), token).ConfigureAwait(false);
        return stored.Stream is { } stream ? (stream, await FinishAsync(stream, stored, token).ConfigureAwait(false)) : (null, default);
    }

    internal NpgsqlCommand Command(object stream) => Command(StreamParameters.Of(stream));

    private NpgsqlCommand Command(NpgsqlParameter stream)
    {
        if (_storage is not null) _selector = isTracked && !IsBehind ? _storage.SelectorFor(session) : _storage.Untracked;
        var command = new NpgsqlCommand(
            _storage is not null ? Sql(_storage, _selector!) : _keys is { } keys ? events.Statements.VersionAndEventsOf(keys.Lookup) : events.Statements.VersionAndEvents);
        command.Parameters.Add(stream);
        if (events.IsTenanted) command.Parameters.Add(StreamParameters.Text(session.TenantId));
        if (_storage is null) return command;
        if (_storage.IsTenanted && !events.IsTenanted) command.Parameters.Add(StreamParameters.Text(session.TenantId));
        return command;
    }

    internal async ValueTask<StoredState<T>> ReadStoredAsync(DbDataReader reader, CancellationToken token)
    {
        var (version, document, newer) = (0L, default(T), new List<IEvent>());
        var first = _selector is null ? 1 : 2 + _selector.FieldCount;
        object? stream = null;
        var isFirst = true;
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            if (isFirst)
            {
                version = reader.IsDBNull(0) ? 0 : reader.GetInt64(0);
                if (_selector is not null && !reader.IsDBNull(1)) document = _selector.Read(reader, 2, session);
                if (_keys is not null && !reader.IsDBNull(reader.FieldCount - 1)) stream = reader.GetValue(reader.FieldCount - 1);
                isFirst = false;
            }

            if ((_selector is null || IsBehind) && !reader.IsDBNull(first)) newer.Add(await EventReader.ReadAsync(events, reader, token, first).ConfigureAwait(false));
        }

        return new StoredState<T>(version, document, newer, stream);
    }

    /// <summary>Not while rows are being read: handlers may ask the session for more.</summary>
    internal async ValueTask<FetchedState<T>> FinishAsync(object stream, StoredState<T> stored, CancellationToken token) => new(
        stored.Version,
        stored.Newer.Count == 0 ? stored.Document : await aggregator.BuildAsync(session, stored.Document, stream, stored.Newer, token).ConfigureAwait(false));

    private string Sql(DocumentStorage<T> storage, DocumentSelector<T> selector)
    {
        var (stream, id, name) = _keys is { } keys ? (keys.Lookup, "s.id", ", s.id") : ("$1", "$1", "");
        var ofStream = $"s.id = {stream}" + (events.IsTenanted ? " and s.tenant_id = $2" : "");
        var ofDocument = $"d.id = {id}" + (storage.IsTenanted ? " and d.tenant_id = $2" : "")
            + (storage.IsSoftDeleted ? " and " + DocumentStorage.NotDeletedFilter : "")
            + (storage.TypeFilter is { } filter ? " and " + filter : "");
        var found = $"from (select) as one left join {events.Statements.Streams} as s on {ofStream} left join {storage.Table} as d on {ofDocument}";
        if (!IsBehind) return $"select s.version, nullif(d.id is not null, false), {selector.Fields}{name} {found}";

        // With the document in the first row only, however many events there are.
        var revision = storage.HasRevision ? "coalesce(d.mt_version, 0)" : "0";
        var fields = string.Concat(selector.Fields.Split(", ").Select(f => $"case when row_number() over (order by e.version) = 1 then {f} end, "));
        return $"select s.version, nullif(d.id is not null, false), {fields}{events.Statements.SelectedFrom("e")}{name} {found} "
            + $"left join {events.Statements.Events} as e on e.stream_id = s.id and e.is_archived = FALSE{events.Statements.AppliedOf("e")}{(events.IsTenanted ? " and e.tenant_id = s.tenant_id" : "")} and e.version > {revision} "
            + "order by e.version";
    }
}
