using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Fetching;

namespace Marten.Engine.Events;

internal sealed partial class EventOperations
{
    public Task<IEventStream<T>> FetchForWriting<T>(Guid id, CancellationToken cancellation = default) where T : class => ForWritingAsync<T>(Named(id), null, cancellation);

    public Task<IEventStream<T>> FetchForWriting<T>(string key, CancellationToken cancellation = default) where T : class => ForWritingAsync<T>(Named(key), null, cancellation);

    public Task<IEventStream<T>> FetchForWriting<T>(Guid id, long expectedVersion, CancellationToken cancellation = default) where T : class =>
        ForWritingAsync<T>(Named(id), expectedVersion, cancellation);

    public Task<IEventStream<T>> FetchForWriting<T>(string key, long expectedVersion, CancellationToken cancellation = default) where T : class =>
        ForWritingAsync<T>(Named(key), expectedVersion, cancellation);

    public Task<IEventStream<T>> FetchForExclusiveWriting<T>(Guid id, CancellationToken cancellation = default) where T : class => LockedAsync<T>(Named(id), cancellation);

    public Task<IEventStream<T>> FetchForExclusiveWriting<T>(string key, CancellationToken cancellation = default) where T : class => LockedAsync<T>(Named(key), cancellation);

    public ValueTask<T?> FetchLatest<T>(Guid id, CancellationToken cancellation = default) where T : class => LatestAsync<T>(Named(id), cancellation);

    public ValueTask<T?> FetchLatest<T>(string id, CancellationToken cancellation = default) where T : class => LatestAsync<T>(Named(id), cancellation);

    public ValueTask<T?> ProjectLatest<T>(Guid id, CancellationToken cancellation = default) where T : class => PendingAsync<T>(Named(id), cancellation);

    public ValueTask<T?> ProjectLatest<T>(string id, CancellationToken cancellation = default) where T : class => PendingAsync<T>(Named(id), cancellation);

    public Task<bool> StreamLatestJson<T>(Guid id, Stream destination, CancellationToken cancellation = default) where T : class => WriteLatestAsync<T>(Named(id), destination, cancellation);

    public Task<bool> StreamLatestJson<T>(string id, Stream destination, CancellationToken cancellation = default) where T : class => WriteLatestAsync<T>(Named(id), destination, cancellation);

    /// <summary>The pending events of a stream that has to be at a version when they are saved.</summary>
    internal StreamAction ActionAt(object stream, long version, Type aggregateType)
    {
        if (Streams.Find(stream, Session.TenantId) is { } pending)
        {
            pending.ExpectedVersionOnServer ??= version;
            return pending;
        }

        var action = Create(stream, version == 0 ? StreamActionType.Start : StreamActionType.Append, aggregateType);
        action.ExpectedVersionOnServer = version;
        action.IsFetched = true;
        Streams.Add(action);
        return action;
    }

    public Task<IEventStream<T>> FetchForWriting<T, TId>(TId id, CancellationToken cancellation = default) where T : class where TId : notnull =>
        KeysOf<T, TId>() is { } keys ? ForWritingByKeyAsync<T>(keys, id, cancellation) : ForWritingAsync<T>(Named(id), null, cancellation);

    public Task<IEventStream<T>> FetchForExclusiveWriting<T, TId>(TId id, CancellationToken cancellation = default) where T : class where TId : notnull =>
        KeysOf<T, TId>() is { } keys ? LockedByKeyAsync<T>(keys, id, cancellation) : LockedAsync<T>(Named(id), cancellation);

    public ValueTask<T?> FetchLatest<T, TId>(TId id, CancellationToken cancellation = default) where T : class where TId : notnull =>
        KeysOf<T, TId>() is { } keys ? LatestByKeyAsync<T>(keys, id, cancellation) : LatestAsync<T>(Named(id), cancellation);

    /// <summary>What reads a stream's state to append to it. What the session knows of the document may be older, unless the caller has changed it.</summary>
    internal StateReader<T> ReaderForWriting<T>(object? stream) where T : class
    {
        var aggregator = AggregatorOf<T>();
        if (aggregator.Lifecycle == ProjectionLifecycle.Inline)
        {
            var storage = Session.Core.Store.Storages.For<T>();
            if (Storage.Graph.UseIdentityMapForAggregates) Session.Core.UseIdentityMapFor(storage.Root);
            if (stream is not null) storage.ForgetUnchanged((DocumentSessionBase)Session, stream);
        }

        return new StateReader<T>(Session, Storage, aggregator, isTracked: true);
    }

    /// <summary>The stream to append to.</summary>
    /// <exception cref="ConcurrencyException">It is not at the version that was expected.</exception>
    internal IEventStream<T> ToWrite<T>(object stream, FetchedState<T> fetched, long? expectedVersion, CancellationToken token) where T : class
    {
        if (expectedVersion is { } expected && expected != fetched.Version)
        {
            throw new ConcurrencyException($"Expected the existing version to be {expected}, but was {fetched.Version}", typeof(T), stream);
        }

        return new EventStream<T>(this, Streams, stream, fetched, token);
    }

    private async Task<IEventStream<T>> ForWritingAsync<T>(object stream, long? expectedVersion, CancellationToken token) where T : class =>
        ToWrite(stream, await ReaderForWriting<T>(stream).ReadAsync(stream, token).ConfigureAwait(false), expectedVersion, token);

    private async Task<IEventStream<T>> LockedAsync<T>(object stream, CancellationToken token) where T : class
    {
        await EnsureStateAsync<T>(token).ConfigureAwait(false);
        await LockAsync(stream, token).ConfigureAwait(false);
        return await ForWritingAsync<T>(stream, null, token).ConfigureAwait(false);
    }

    private async ValueTask<T?> PendingAsync<T>(object stream, CancellationToken token) where T : class
    {
        var latest = await Reader<T>().ReadAsync(stream, token).ConfigureAwait(false);
        IEvent[] pending = [.. Streams.All.Where(s => s.TenantId == Session.TenantId && s.Name.Equals(stream)).SelectMany(s => s.Events)];
        long[] versions = [.. pending.Select(e => e.Version)];
        try
        {
            for (var i = 0; i < pending.Length; i++) pending[i].Version = latest.Version + i + 1;
            return await AggregatorOf<T>().BuildAsync(Session, latest.Aggregate, stream, pending, token).ConfigureAwait(false);
        }
        finally
        {
            // Which ones they get is for the save to say.
            for (var i = 0; i < pending.Length; i++) pending[i].Version = versions[i];
        }
    }

    private async Task<bool> WriteLatestAsync<T>(object stream, Stream destination, CancellationToken token) where T : class
    {
        ArgumentNullException.ThrowIfNull(destination);

        // What is stored is the state already, and need not be read to be written again.
        if (AggregatorOf<T>().Lifecycle == ProjectionLifecycle.Inline) return await Session.Json.StreamById<T>(stream, destination, token).ConfigureAwait(false);
        if (await LatestAsync<T>(stream, token).ConfigureAwait(false) is not { } latest) return false;
        var json = new System.Buffers.ArrayBufferWriter<byte>();
        Storage.Serializer.WriteTo(json, latest);
        await destination.WriteAsync(json.WrittenMemory, token).ConfigureAwait(false);
        return true;
    }
}
