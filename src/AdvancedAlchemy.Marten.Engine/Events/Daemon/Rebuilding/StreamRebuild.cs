using JasperFx.Events.Projections;
using Marten.Engine.Documents;
using Marten.Engine.Sessions;
using Npgsql;

namespace Marten.Engine.Events.Daemon;

/// <summary>Makes the stored state of one stream anew.</summary>
internal static class StreamRebuild
{
    /// <param name="store">The store.</param>
    /// <param name="tenantId">Whose stream it is.</param>
    /// <param name="name">Names the stream.</param>
    /// <param name="token">Gives up.</param>
    internal static async Task RunAsync<T>(DocumentStore store, string tenantId, Func<EventQueries, object> name, CancellationToken token) where T : class
    {
        await using var session = PageSessions.Open(new SessionCore(store, store.Database, new Services.SessionOptions(), DocumentTracking.None), tenantId);
        var operations = (EventOperations)session.Events;
        var (stream, aggregator, storage) = (name(operations), store.Projections.AggregatorOf<T>(), store.Storages.For<T>());

        // Nobody appends meanwhile, and the background commits nothing: the state is that of the stream when it is written.
        var reached = aggregator.Lifecycle == ProjectionLifecycle.Async ? await HoldProgressAsync<T>(session, store, token).ConfigureAwait(false) : long.MaxValue;
        await operations.LockAsync(stream, token).ConfigureAwait(false);
        var events = await operations.FetchAsync(stream, 0, null, 0, token).ConfigureAwait(false);

        // The background will apply to the document itself what it has not got to.
        var isBehind = events.RemoveAll(e => e.Sequence > reached) > 0;
        var state = events.Count == 0 ? null : await aggregator.BuildAsync(session, null, stream, events, token).ConfigureAwait(false);
        if (state is null) storage.QueueProjectedDeletion(session, stream, hard: false);
        else storage.QueueProjected(session, state, stream, 0);
        if (state is not null && isBehind && storage.HasRevision) QueueRevision(session, storage, stream, events[^1].Version);
        await session.SaveChangesAsync(token).ConfigureAwait(false);
    }

    private static void QueueRevision(DocumentSession session, DocumentStorage storage, object id, long revision)
    {
        var sql = $"update {storage.Table} set mt_version = ? where id = ?";
        if (storage.IsTenanted) session.QueueSqlCommand(sql + " and tenant_id = ?", revision, id, session.TenantId);
        else session.QueueSqlCommand(sql, revision, id);
    }

    private static async ValueTask<long> HoldProgressAsync<T>(DocumentSession session, DocumentStore store, CancellationToken token)
    {
        await store.Database.EnsureAsync(store.Events, token).ConfigureAwait(false);
        await session.BeginTransactionAsync(token).ConfigureAwait(false);
        var reached = long.MaxValue;
        foreach (var shard in store.Shards.Publishing(typeof(T)))
        {
            var command = new NpgsqlCommand($"select last_seq_id from {store.Events.Statements.Progression} where name = $1 for update");
            command.Parameters.Add(StreamParameters.Text(shard.Name.Identity));
            var position = await session.ReadAsync(null, command, 0, static async (reader, _, token) =>
                await reader.ReadAsync(token).ConfigureAwait(false) ? reader.GetInt64(0) : 0, token).ConfigureAwait(false);
            reached = Math.Min(reached, position);
        }

        return reached;
    }
}
