using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events;

/// <summary>Reads events for a session.</summary>
internal partial class EventQueries(QuerySession session) : Marten.Events.IQueryEventStore
{
    protected QuerySession Session { get; } = session;

    protected EventStorage Storage { get; } = session.Core.Store.Events;

    public async Task<IReadOnlyList<IEvent>> FetchStreamAsync(
        Guid streamId, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0, CancellationToken token = default) =>
        await FetchAsync(Named(streamId), version, timestamp, fromVersion, token).ConfigureAwait(false);

    public async Task<IReadOnlyList<IEvent>> FetchStreamAsync(
        string streamKey, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0, CancellationToken token = default) =>
        await FetchAsync(Named(streamKey), version, timestamp, fromVersion, token).ConfigureAwait(false);

    public async Task<IEvent?> LoadAsync(Guid id, CancellationToken token = default)
    {
        var command = new NpgsqlCommand(Storage.Statements.Load);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id, NpgsqlDbType = NpgsqlDbType.Uuid });
        if (Storage.IsTenanted) command.Parameters.Add(StreamParameters.Text(Session.TenantId));
        var found = await ReadAsync(command, token).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<IEvent<T>?> LoadAsync<T>(Guid id, CancellationToken token = default) where T : class =>
        await LoadAsync(id, token).ConfigureAwait(false) is { } found
            ? found as IEvent<T> ?? throw new InvalidCastException($"The event {id} is a {found.EventType.Name}, not a {typeof(T).Name}")
            : null;

    public Task<StreamState?> FetchStreamStateAsync(Guid streamId, CancellationToken token = default) => StateAsync(Named(streamId), token);

    public Task<StreamState?> FetchStreamStateAsync(string streamKey, CancellationToken token = default) => StateAsync(Named(streamKey), token);

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

    internal async ValueTask<List<IEvent>> FetchAsync(object stream, long version, DateTimeOffset? timestamp, long fromVersion, CancellationToken token)
    {
        var command = new NpgsqlCommand(StreamQuery.Sql(Storage, version, timestamp, fromVersion));
        StreamQuery.Bind(command.Parameters, Storage, stream, Session.TenantId, version, timestamp, fromVersion);
        return await ReadAsync(command, token).ConfigureAwait(false);
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
