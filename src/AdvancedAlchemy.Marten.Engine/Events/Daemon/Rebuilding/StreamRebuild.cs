using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten.Engine.Documents;
using Marten.Engine.Events.NaturalKeys;
using Marten.Engine.Sessions;
using Npgsql;

namespace Marten.Engine.Events.Daemon;

/// <summary>Makes the stored document of one stream anew, as a rebuild of all of them would.</summary>
/// <param name="store">The store.</param>
/// <param name="shard">The projection, of single streams.</param>
internal sealed class StreamRebuild(DocumentStore store, ProjectionShard shard)
{
    private const int MostAttempts = 5;
    private readonly DocumentStorage _storage = store.Storages.For(shard.DocumentType);

    /// <summary>Whether the stream's natural key is made anew, too.</summary>
    internal bool ClaimsKeys { get; init; } = true;

    /// <summary>The sequences of events that are left out.</summary>
    internal HashSet<long> LeftOut { get; } = [];

    /// <param name="tenantId">Whose stream it is.</param>
    /// <param name="name">Names the stream.</param>
    /// <param name="token">Gives up.</param>
    /// <exception cref="ApplyEventException">A handler failed on an event.</exception>
    internal async Task RunAsync(string tenantId, Func<EventQueries, object> name, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await AttemptAsync(tenantId, name, token).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (attempt < MostAttempts && IsDeadlock(e))
            {
                // A page that archives the stream takes it after the progress. Nothing is done yet.
            }
        }
    }

    private static bool IsDeadlock(Exception e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected } || (e.InnerException is { } inner && IsDeadlock(inner));

    private async Task AttemptAsync(string tenantId, Func<EventQueries, object> name, CancellationToken token)
    {
        var progress = new ProgressRows(store);
        var isBackground = shard.Projection.Lifecycle == ProjectionLifecycle.Async;

        // Whatever needs a connection of its own, before this one is held.
        await store.Database.EnsureAsync(store.EventStorage, token).ConfigureAwait(false);
        await store.Database.EnsureAsync(_storage, token).ConfigureAwait(false);
        var start = shard.Options.StartingPointIn(store.Database.Identifier);

        // To a shard that will begin with what is still to come all events are behind it.
        if (isBackground && start is StartingPoint.Present && await progress.ReadAsync(shard.Name.Identity, token).ConfigureAwait(false) is null) isBackground = false;
        if (isBackground) await progress.BeginAsync(shard, start, token).ConfigureAwait(false);

        await using var session = PageSessions.Open(
            new SessionCore(store, store.Database, new Services.SessionOptions(), DocumentTracking.None) { ShardMode = ShardExecutionMode.Rebuild, BeginsAnew = true }, tenantId);
        var operations = (EventOperations)session.Events;
        var stream = name(operations);

        // The stream first and then the progress, as pages take them: nobody appends, and the background commits nothing.
        var isThere = await operations.LockAsync(stream, token).ConfigureAwait(false) is not null;
        var reached = isBackground ? await progress.HoldAsync(session, shard.Name, token).ConfigureAwait(false) : long.MaxValue;
        var events = await operations.FetchAppliedAsync(stream, shard.Filter.IncludeArchivedEvents, token).ConfigureAwait(false);
        if (ClaimsKeys && store.EventStorage.Graph.NaturalKeys.Find(shard.DocumentType) is { } keys)
        {
            foreach (var operation in NaturalKeyRegistry.OperationsFor(keys, events)) session.Core.Work.Add(operation);
        }

        // The background will apply to the document itself what it has not got to.
        events.RemoveAll(e => e.Sequence > reached || LeftOut.Contains(e.Sequence) || !shard.IsAbout(e.EventType));
        if (!await IsOfTypeAsync(session, stream, token).ConfigureAwait(false)) events.Clear();
        await shard.Runner.ApplyAsync(session, events, isInline: false, token).ConfigureAwait(false);
        if (!isThere) await QueueDeletionUnlessBegunAsync(session, stream, token).ConfigureAwait(false);
        else if (!session.Core.Work.Operations.Any(o => o is EngineOperation its && its.Storage == _storage.Root)) QueueDeletion(session, stream, "");
        await session.SaveChangesAsync(token).ConfigureAwait(false);
        store.Database.Changed();
    }

    private async ValueTask<bool> IsOfTypeAsync(DocumentSession session, object stream, CancellationToken token) =>
        shard.Filter.StreamType is not { } type
        || (await StreamStates.ReadAsync(session, store.EventStorage, stream, session.TenantId, token).ConfigureAwait(false))?.AggregateType == type;

    // What is not there cannot be held: somebody may begin the stream at this moment, with a document of it. So the document is held first, and then
    // looked at whether there is a stream.
    private async ValueTask QueueDeletionUnlessBegunAsync(DocumentSession session, object stream, CancellationToken token)
    {
        var events = store.EventStorage;
        var hold = new NpgsqlCommand($"select from {_storage.Table} where id = $1{(_storage.IsTenanted ? " and tenant_id = $2" : "")} for update");
        hold.Parameters.Add(StreamParameters.Of(stream));
        if (_storage.IsTenanted) hold.Parameters.Add(StreamParameters.Text(session.TenantId));
        await session.ReadAsync(null, hold, 0, static (_, _, _) => new ValueTask<int>(0), token).ConfigureAwait(false);

        List<object> values = [stream];
        if (events.IsTenanted) values.Add(session.TenantId);
        QueueDeletion(session, stream, $" and not exists (select from {events.Statements.Streams} as s where s.id = ?{(events.IsTenanted ? " and s.tenant_id = ?" : "")})", [.. values]);
    }

    // Documents of another type may have the same id in the same table.
    private void QueueDeletion(DocumentSession session, object stream, string condition, params object[] values)
    {
        object[] key = _storage.IsTenanted ? [stream, session.TenantId] : [stream];
        session.QueueSqlCommand(
            $"delete from {_storage.Table} as d where d.id = ?{(_storage.IsTenanted ? " and d.tenant_id = ?" : "")}{(_storage.TypeFilter is { } filter ? $" and {filter}" : "")}{condition}",
            [.. key, .. values]);
    }
}
