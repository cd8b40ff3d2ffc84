using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Engine.Documents;
using Marten.Engine.Events.Fetching;
using Marten.Engine.Events.NaturalKeys;
using Npgsql;

namespace Marten.Engine.Events;

internal sealed partial class EventOperations
{
    /// <summary>The natural keys of an aggregate, if they are of a type.</summary>
    private NaturalKeyTable? KeysOf<T, TKey>() where T : class => Storage.Graph.NaturalKeys.Find(typeof(T), typeof(TKey));

    private async Task<IEventStream<T>> ForWritingByKeyAsync<T>(NaturalKeyTable keys, object key, CancellationToken token) where T : class
    {
        if (keys.Stored(key) is not { } stored) return Missing<T>(token);
        if (PendingWith(keys, stored) is { } pending) return await ForWritingAsync<T>(pending, null, token).ConfigureAwait(false);
        if (MayKnow<T>())
        {
            // What the session knows of the document has to be forgotten first, and for that it has to be known which one it is. By then another stream
            // may have the key.
            var known = await StreamOfAsync(keys, stored, token).ConfigureAwait(false);
            while (known is not null && !IsRenamed(keys, known, stored))
            {
                var (owner, state) = await ReaderForWriting<T>(known).ReadAsync(keys, stored, token).ConfigureAwait(false);
                if (known.Equals(owner)) return ToWrite(known, state, null, token);
                known = owner;
            }

            return Missing<T>(token);
        }

        var (stream, fetched) = await ReaderForWriting<T>(null).ReadAsync(keys, stored, token).ConfigureAwait(false);
        return stream is null || IsRenamed(keys, stream, stored) ? Missing<T>(token) : ToWrite(stream, fetched, null, token);
    }

    private async Task<IEventStream<T>> LockedByKeyAsync<T>(NaturalKeyTable keys, object key, CancellationToken token) where T : class
    {
        if (keys.Stored(key) is not { } stored) return Missing<T>(token);
        if (PendingWith(keys, stored) is { } pending) return await LockedAsync<T>(pending, token).ConfigureAwait(false);
        await EnsureStateAsync<T>(token).ConfigureAwait(false);
        var stream = await StreamOfAsync(keys, stored, token).ConfigureAwait(false);
        while (stream is not null && !IsRenamed(keys, stream, stored))
        {
            // Only a stream that is held keeps its key.
            await LockAsync(stream, token).ConfigureAwait(false);
            var owner = await StreamOfAsync(keys, stored, token).ConfigureAwait(false);
            if (stream.Equals(owner)) return await ForWritingAsync<T>(stream, null, token).ConfigureAwait(false);
            stream = owner;
        }

        return Missing<T>(token);
    }

    private async ValueTask<T?> LatestByKeyAsync<T>(NaturalKeyTable keys, object key, CancellationToken token) where T : class
    {
        if (keys.Stored(key) is not { } stored) return null;
        if (PendingWith(keys, stored) is { } pending) return await LatestAsync<T>(pending, token).ConfigureAwait(false);
        var (stream, fetched) = await Reader<T>().ReadAsync(keys, stored, token).ConfigureAwait(false);
        return stream is null || IsRenamed(keys, stream, stored) ? null : fetched.Aggregate;
    }

    private async Task<object?> StreamOfAsync(NaturalKeyTable keys, object key, CancellationToken token)
    {
        await Session.Core.Database.EnsureAsync(Storage, token).ConfigureAwait(false);
        var command = new NpgsqlCommand("select " + keys.Lookup);
        command.Parameters.Add(keys.Parameter(key));
        if (Storage.IsTenanted) command.Parameters.Add(StreamParameters.Text(Session.TenantId));
        return await Session.ReadAsync(null, command, 0, static async (reader, _, token) =>
            await reader.ReadAsync(token).ConfigureAwait(false) && !reader.IsDBNull(0) ? reader.GetValue(0) : null, token).ConfigureAwait(false);
    }

    // No stream has the key: what is appended begins one.
    private EventStream<T> Missing<T>(CancellationToken token) where T : class =>
        new(this, Streams, Storage.Graph.StreamIdentity == StreamIdentity.AsGuid ? CombGuid.NewId() : CombGuid.NewId().ToString(), default, token);

    private bool MayKnow<T>() where T : class =>
        AggregatorOf<T>().Lifecycle == ProjectionLifecycle.Inline && Session.Core.TracksIdentity(Session.Core.Store.Storages.For<T>().Root);

    /// <summary>The stream that is given a key by what the session is to save.</summary>
    private object? PendingWith(NaturalKeyTable keys, object key) => Array.Find(Streams.All, s => s.TenantId == Session.TenantId && key.Equals(PendingKey(keys, s)))?.Name;

    /// <summary>Whether what the session is to save gives a stream another key.</summary>
    private bool IsRenamed(NaturalKeyTable keys, object stream, object key) =>
        Streams.Find(stream, Session.TenantId) is { } pending && PendingKey(keys, pending) is { } other && !other.Equals(key);

    private static object? PendingKey(NaturalKeyTable keys, StreamAction stream) => !keys.IsOf(stream) ? null : stream.Events.Select(keys.KeyOf).LastOrDefault(k => k is not null);
}
