using JasperFx.Events;
using Marten.Engine.Events.Aggregation;
using Marten.Linq;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events;

/// <summary>Reads events for a session.</summary>
internal partial class EventQueries(QuerySession session) : Marten.Events.IQueryEventStore
{
    protected QuerySession Session { get; } = session;

    protected EventStorage Storage { get; } = session.Core.Store.EventStorage;

    public async Task<IReadOnlyList<IEvent>> FetchStreamAsync(
        Guid streamId, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0, CancellationToken token = default) =>
        await FetchAsync(Named(streamId), version, timestamp, fromVersion, token).ConfigureAwait(false);

    public async Task<IReadOnlyList<IEvent>> FetchStreamAsync(
        string streamKey, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0, CancellationToken token = default) =>
        await FetchAsync(Named(streamKey), version, timestamp, fromVersion, token).ConfigureAwait(false);

    public async Task<IEvent?> LoadAsync(Guid id, CancellationToken token = default)
    {
        var found = await ReadAsync(LoadCommand(id), token).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<IEvent<T>?> LoadAsync<T>(Guid id, CancellationToken token = default) where T : class =>
        await LoadAsync(id, token).ConfigureAwait(false) is { } found
            ? found as IEvent<T> ?? throw new InvalidCastException($"The event {id} is a {found.EventType.Name}, not a {typeof(T).Name}")
            : null;

    public Task<StreamState?> FetchStreamStateAsync(Guid streamId, CancellationToken token = default) => StateAsync(Named(streamId), token);

    public Task<StreamState?> FetchStreamStateAsync(string streamKey, CancellationToken token = default) => StateAsync(Named(streamKey), token);

    public IMartenQueryable<IEvent> QueryAllRawEvents() => Storage.Tables.All(Session.Core.Store.Queries, Session);

    public IMartenQueryable<T> QueryRawEventDataOnly<T>() where T : notnull => Storage.Tables.Bodies<T>(Session.Core.Store.Queries, Session);

    /// <exception cref="InvalidOperationException">Streams of this store have keys.</exception>
    internal object Named(Guid stream) => Storage.Graph.StreamIdentity == StreamIdentity.AsGuid
        ? stream
        : throw new InvalidOperationException("This Marten event store is configured to identify streams with strings");

    /// <exception cref="InvalidOperationException">Streams of this store have Guids.</exception>
    internal object Named(string stream)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        return Storage.Graph.StreamIdentity == StreamIdentity.AsString
            ? stream
            : throw new InvalidOperationException("This Marten event store is configured to identify streams with Guids");
    }

    /// <summary>The stream of an aggregate's id, whatever type that has.</summary>
    /// <exception cref="InvalidOperationException">Ids of this type are no names of streams.</exception>
    internal object Named<TId>(TId id) where TId : notnull => AggregateId<TId>.Stored(id) switch
    {
        Guid stream => Named(stream),
        string key => Named(key),
        _ => throw new InvalidOperationException($"{typeof(TId).Name} is no type of stream ids: these are Guids, strings, and types that have nothing but one of those"),
    };

    internal NpgsqlCommand LoadCommand(Guid id)
    {
        var command = new NpgsqlCommand(Storage.Statements.Load);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id, NpgsqlDbType = NpgsqlDbType.Uuid });
        if (Storage.IsTenanted) command.Parameters.Add(StreamParameters.Text(Session.TenantId));
        return command;
    }

    internal NpgsqlCommand FetchCommand(object stream, long version, DateTimeOffset? timestamp, long fromVersion, string? selected = null, bool seesSkipped = true)
    {
        var command = new NpgsqlCommand(StreamQuery.Sql(Storage, selected ?? Storage.Statements.Selected, version, timestamp, fromVersion, seesSkipped));
        StreamQuery.Bind(command.Parameters, Storage, stream, Session.TenantId, version, timestamp, fromVersion);
        return command;
    }

    internal Task<List<IEvent>> FetchAsync(object stream, long version, DateTimeOffset? timestamp, long fromVersion, CancellationToken token) =>
        ReadAsync(FetchCommand(stream, version, timestamp, fromVersion), token);

    /// <summary>All events of a stream that a state is made of, also those that are archived if they are wanted.</summary>
    internal Task<List<IEvent>> FetchAppliedAsync(object stream, bool includesArchived, CancellationToken token)
    {
        var command = new NpgsqlCommand(StreamQuery.Sql(Storage, Storage.Statements.Selected, 0, null, 0, seesSkipped: false, includesArchived));
        StreamQuery.Bind(command.Parameters, Storage, stream, Session.TenantId, 0, null, 0);
        return ReadAsync(command, token);
    }

    /// <summary>The events that a state is made of: those that are marked as skipped are not among them, and are not even read.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="version">The last event; 0 for all.</param>
    /// <param name="timestamp">The time of the last event; null for all.</param>
    /// <param name="fromVersion">The first event.</param>
    /// <param name="needs">How much of the events the handlers may see.</param>
    /// <param name="token">Gives up.</param>
    internal async Task<List<IEvent>> FetchAppliedAsync(object stream, long version, DateTimeOffset? timestamp, long fromVersion, EventParts needs, CancellationToken token)
    {
        if (needs == EventParts.All) return await WholeAsync().ConfigureAwait(false);
        await Session.Core.Database.EnsureAsync(Storage, token).ConfigureAwait(false);
        var command = FetchCommand(stream, version, timestamp, fromVersion, EventStatements.SelectedData, seesSkipped: false);
        var found = await Session.ReadAsync(null, command, Storage, static async (reader, storage, token) =>
            await EventDataReader.ReadAllAsync(storage, reader, token).ConfigureAwait(false), token).ConfigureAwait(false);
        return found ?? await WholeAsync().ConfigureAwait(false);

        Task<List<IEvent>> WholeAsync() => ReadAsync(FetchCommand(stream, version, timestamp, fromVersion, seesSkipped: false), token);
    }

    internal async Task<List<IEvent>> ReadAsync(NpgsqlCommand command, CancellationToken token)
    {
        await Session.Core.Database.EnsureAsync(Storage, token).ConfigureAwait(false);
        return await Session.ReadAsync(null, command, Storage, static async (reader, storage, token) =>
            await EventReader.ReadAllAsync(storage, reader, token).ConfigureAwait(false), token).ConfigureAwait(false);
    }

    private async Task<StreamState?> StateAsync(object stream, CancellationToken token)
    {
        await Session.Core.Database.EnsureAsync(Storage, token).ConfigureAwait(false);
        return await StreamStates.ReadAsync(Session, Storage, stream, Session.TenantId, token).ConfigureAwait(false);
    }
}
