using JasperFx.Events;
using Marten.Engine.Sessions;
using Marten.Exceptions;
using Npgsql;

namespace Marten.Engine.Events;

/// <summary>What a save does about events besides writing them.</summary>
internal static class EventSaving
{
    /// <summary>The operations for what is to be appended, in one save with everything else.</summary>
    internal static async ValueTask<IReadOnlyList<EngineOperation>> BeginAsync(DocumentSessionBase session, CancellationToken token)
    {
        var streams = session.Core.Streams.All;
        if (streams.Length == 0) return [];
        await session.Core.Database.EnsureAsync(session.Core.Store.EventStorage, token).ConfigureAwait(false);
        var operations = await EventPreparation.PrepareAsync(session, streams, token).ConfigureAwait(false);
        var keys = session.Core.Store.EventStorage.Graph.NaturalKeys;
        return keys.Tables.Count == 0 ? operations : [.. operations, .. keys.OperationsFor(streams.SelectMany(s => s.Events))];
    }

    /// <summary>
    /// Makes the tables of events, of what a save projects them onto, and of what the session is to save. Making them takes a connection of its own,
    /// and waits for those who have begun before: none of that while others wait for this session.
    /// </summary>
    internal static async ValueTask EnsureTablesAsync(QuerySession session, CancellationToken token)
    {
        var store = session.Core.Store;
        var database = session.Core.Database;
        await database.EnsureAsync(store.EventStorage, token).ConfigureAwait(false);
        foreach (var type in store.Projections.Inline.SelectMany(r => r.Projection.PublishedTypes()))
        {
            await database.EnsureAsync(store.Storages.For(type), token).ConfigureAwait(false);
        }

        foreach (var operation in session.Core.Work.Operations.OfType<EngineOperation>()) await operation.EnsureAsync(database, token).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether a save that fails because its places were given up may be made once more as a whole: where nothing keeps what the first attempt has
    /// done to documents and messages.
    /// </summary>
    internal static bool MayBeginAgain(SessionCore core) =>
        core is { Tracking: DocumentTracking.None, Messages: null, ShardMode: null, Connection.IsInTransaction: false }
        && core.Store.EventStorage.Graph.AppendMode == EventAppendMode.Rich;

    /// <summary>Whether a save failed because places of its events were given up.</summary>
    internal static bool HasLostPlaces(DocumentSessionBase session, MartenCommandException failure) =>
        !session.Core.Streams.IsEmpty
        && failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: EventSchema.PlaceConstraint };

    /// <summary>Fills the places of events that had a sequence already and were not saved, so that nobody waits for them.</summary>
    /// <remarks>
    /// The next attempt has new ones: by then others have read on past these. In a transaction of the caller's the places may be taken still,
    /// and are free when that ends.
    /// </remarks>
    internal static async Task FailedAsync(DocumentSessionBase session)
    {
        var storage = session.Core.Store.EventStorage;
        var lost = session.Core.Streams.All.SelectMany(s => s.Events).Where(e => e.Sequence > 0).ToArray();
        if (lost.Length == 0) return;
        long[] places = [.. lost.Select(e => e.Sequence)];
        foreach (var e in lost) e.Sequence = 0;
        if (storage.Graph.AppendMode == EventAppendMode.Rich && session.Core.Connection is { Transaction: null, IsEnlisted: false })
        {
            await Tombstones.TryWriteAsync(session.Core.Database, storage, session.TenantId, places).ConfigureAwait(false);
        }
    }
}
