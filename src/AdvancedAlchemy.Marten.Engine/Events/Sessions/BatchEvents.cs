using JasperFx.Events;
using Marten.Engine.Events.Fetching;
using Marten.Engine.Sessions.Batching;
using Marten.Services.BatchQuerying;
using Npgsql;

namespace Marten.Engine.Events;

/// <summary>Asks about events in a batch.</summary>
internal sealed class BatchEvents(BatchedQuery batch) : IBatchEvents
{
    private readonly EventStorage _events = batch.Parent.Core.Store.EventStorage;
    private readonly EventQueries _queries = new(batch.Parent);

    private string TenantId => batch.Parent.TenantId;

    public Task<IEvent> Load(Guid id) => batch.Add([_events.Tables.Events], _queries.LoadCommand(id), _events, static async (reader, events, token) =>
        await reader.ReadAsync(token).ConfigureAwait(false) ? await EventReader.ReadAsync(events, reader, token).ConfigureAwait(false) : null!);

    public Task<StreamState> FetchStreamState(Guid streamId) => State(_queries.Named(streamId));

    public Task<StreamState> FetchStreamState(string streamKey) => State(_queries.Named(streamKey));

    public Task<IReadOnlyList<IEvent>> FetchStream(Guid streamId, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0) =>
        Events(_queries.Named(streamId), version, timestamp, fromVersion);

    public Task<IReadOnlyList<IEvent>> FetchStream(string streamKey, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0) =>
        Events(_queries.Named(streamKey), version, timestamp, fromVersion);

    public Task<IEventStream<T>> FetchForWriting<T>(Guid id) where T : class => ForWritingAsync<T>(_queries.Named(id), null);

    public Task<IEventStream<T>> FetchForWriting<T>(string key) where T : class => ForWritingAsync<T>(_queries.Named(key), null);

    public Task<IEventStream<T>> FetchForWriting<T>(Guid id, long expectedVersion) where T : class => ForWritingAsync<T>(_queries.Named(id), expectedVersion);

    public Task<IEventStream<T>> FetchForWriting<T>(string key, long expectedVersion) where T : class => ForWritingAsync<T>(_queries.Named(key), expectedVersion);

    public Task<IEventStream<T>> FetchForExclusiveWriting<T>(Guid id) where T : class => Locked<T>(_queries.Named(id));

    public Task<IEventStream<T>> FetchForExclusiveWriting<T>(string key) where T : class => Locked<T>(_queries.Named(key));

    public Task<T?> FetchLatest<T>(Guid id) where T : class => LatestAsync<T>(_queries.Named(id));

    public Task<T?> FetchLatest<T>(string id) where T : class => LatestAsync<T>(_queries.Named(id));

    private Task<StreamState> State(object stream) => batch.Add(
        [_events.Tables.Events], StreamStates.Command(_events, stream, TenantId), (_events, stream),
        static async (reader, state, token) => (await StreamStates.ReadAsync(state._events, state.stream, reader, token).ConfigureAwait(false))!);

    private Task<IReadOnlyList<IEvent>> Events(object stream, long version, DateTimeOffset? timestamp, long fromVersion) => batch.Add<EventStorage, IReadOnlyList<IEvent>>(
        [_events.Tables.Events], _queries.FetchCommand(stream, version, timestamp, fromVersion), _events,
        static async (reader, events, token) => await EventReader.ReadAllAsync(events, reader, token).ConfigureAwait(false));

    private async Task<T?> LatestAsync<T>(object stream) where T : class => (await StateAsync(_queries.Reader<T>(), stream).ConfigureAwait(false)).Aggregate;

    private async Task<IEventStream<T>> ForWritingAsync<T>(object stream, long? expectedVersion) where T : class
    {
        var operations = Operations();
        return operations.ToWrite(stream, await StateAsync(operations.ReaderForWriting<T>(stream), stream).ConfigureAwait(false), expectedVersion, default);
    }

    // In the order of the batch: the state is read by a statement that begins when the stream is locked.
    private Task<IEventStream<T>> Locked<T>(object stream) where T : class
    {
        Operations();
        var command = new NpgsqlCommand(_events.Statements.AssertVersion + " for update");
        command.Parameters.AddStream(_events, stream, TenantId);
        batch.Lock(_events.Tables.Events, command, stream);
        return ForWritingAsync<T>(stream, null);
    }

    // The rows of a batch are all read before anything is made of them.
    private async Task<FetchedState<T>> StateAsync<T>(StateReader<T> reader, object stream) where T : class
    {
        var stored = await batch.Add(
            [_events.Tables.Events, reader.Storage], reader.Command(stream), reader, static (rows, reader, token) => reader.ReadStoredAsync(rows, token)).ConfigureAwait(false);
        return await reader.FinishAsync(stream, stored, default).ConfigureAwait(false);
    }

    private EventOperations Operations() => batch.Parent is DocumentSessionBase session
        ? (EventOperations)session.Events
        : throw new InvalidOperationException("A session that only reads cannot fetch a stream for writing: open a document session");
}
