using JasperFx.Events;
using Marten.Engine.Documents;
using Marten.Engine.Sessions;
using Marten.Exceptions;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events;

/// <summary>Gives the events of a save all that can be known before it, and makes the operations that write them.</summary>
internal static class EventPreparation
{
    internal static async ValueTask<IReadOnlyList<StreamOperation>> PrepareAsync(DocumentSessionBase session, StreamAction[] streams, CancellationToken token)
    {
        var events = session.Core.Store.EventStorage;
        var now = Microseconds(events.Graph.TimeProvider.GetUtcNow());
        foreach (var stream in streams)
        {
            if (!stream.IsKnown) stream.Begins = stream.IsStarting();
            foreach (var e in stream.Events) Complete(e, stream, events, session.Core.Metadata, now);
        }

        if (events.Graph.UseMandatoryStreamTypeDeclaration) await AssertBegunAsync(session, events, streams, token).ConfigureAwait(false);
        if (events.Graph.AppendMode == EventAppendMode.Rich) await ReserveAsync(session, events, streams, token).ConfigureAwait(false);
        var operations = new List<StreamOperation>(streams.Length);
        foreach (var stream in streams)
        {
            if (stream.Events.Count == 0)
            {
                if (stream is { AlwaysEnforceConsistency: true, ExpectedVersionOnServer: not null }) operations.Add(new StreamVersionCheck(events, stream));
                continue;
            }

            operations.Add(Number(stream, events));
        }

        return operations;
    }

    // PostgreSQL keeps microseconds: what a projection sees before the save has to be what it sees when it is rebuilt.
    internal static DateTimeOffset Microseconds(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    private static void Complete(IEvent e, StreamAction stream, EventStorage storage, SessionMetadata metadata, DateTimeOffset now)
    {
        if (e.Id == Guid.Empty) e.Id = CombGuid.NewVersion();
        e.TenantId = stream.TenantId;
        e.AggregateTypeName = stream.AggregateTypeName;
        EventMetadata.Fill(e, storage.Graph, metadata);
        if (e is IAppendedEvent { TakesServerTime: true }) e.Timestamp = now;
        if (e.Timestamp != default) return;
        e.Timestamp = now;
        if (e is IAppendedEvent appended) appended.TakesServerTime = TakesServerTime(storage.Graph);
    }

    // Who has set a clock wants to see its time, in every mode.
    private static bool TakesServerTime(Marten.Events.EventGraph graph) =>
        graph.AppendMode == EventAppendMode.QuickWithServerTimestamps && ReferenceEquals(graph.TimeProvider, TimeProvider.System);

    // Without a version that the stream has to be at, only the server knows which ones these are.
    private static StreamOperation Number(StreamAction stream, EventStorage storage)
    {
        if (stream.Begins || storage.Graph.AppendMode == EventAppendMode.Rich)
        {
            Follow(stream, stream.Begins ? 0 : stream.VersionBefore);
            return new StreamWrite(storage, stream);
        }

        // An attempt that has failed may have left some.
        if (stream.ExpectedVersionOnServer is { } before) Follow(stream, before);
        else foreach (var e in stream.Events) e.Version = 0;
        return new QuickAppend(storage, stream);
    }

    private static void Follow(StreamAction stream, long before)
    {
        for (var i = 0; i < stream.Events.Count; i++) stream.Events[i].Version = before + i + 1;
        stream.Version = before + stream.Events.Count;
    }

    private static async Task ReserveAsync(DocumentSessionBase session, EventStorage storage, StreamAction[] streams, CancellationToken token)
    {
        var events = streams.SelectMany(s => s.Events).Where(e => e.Sequence == 0).ToArray();
        foreach (var stream in streams.Where(s => !s.IsKnown && !s.Begins && s.Events.Count > 0))
        {
            await KnowAsync(session, storage, stream, token).ConfigureAwait(false);
            stream.IsKnown = true;
        }

        if (events.Length == 0) return;
        if (session.Core.Connection.IsInTransaction) await EventSaving.EnsureTablesAsync(session, token).ConfigureAwait(false);
        var command = new NpgsqlCommand(session.Core.Connection.IsInTransaction ? storage.Statements.ReserveHeld : storage.Statements.Reserve);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = events.Length, NpgsqlDbType = NpgsqlDbType.Integer });
        await session.ReadAsync(null, command, events, static async (reader, events, token) =>
        {
            foreach (var e in events)
            {
                await reader.ReadAsync(token).ConfigureAwait(false);
                e.Sequence = reader.GetInt64(0);
            }

            return 0;
        }, token).ConfigureAwait(false);
    }

    private static async Task AssertBegunAsync(DocumentSessionBase session, EventStorage storage, StreamAction[] streams, CancellationToken token)
    {
        foreach (var stream in streams.Where(s => s is { Begins: false, AggregateType: null, Events.Count: > 0 }))
        {
            if (await StreamStates.ReadAsync(session, storage, stream.Name, stream.TenantId, token).ConfigureAwait(false) is null)
            {
                throw new NonExistentStreamException(stream.Name);
            }
        }
    }

    private static async Task KnowAsync(DocumentSessionBase session, EventStorage storage, StreamAction stream, CancellationToken token)
    {
        var state = await StreamStates.ReadAsync(session, storage, stream.Name, stream.TenantId, token).ConfigureAwait(false);
        if (state is null)
        {
            if (stream.ExpectedVersionOnServer is { } missing and not 0)
            {
                throw new EventStreamUnexpectedMaxEventIdException(stream.Name, stream.AggregateType, missing, 0);
            }

            stream.Begins = true;
            return;
        }

        if (state.IsArchived) throw new InvalidStreamOperationException($"Attempted to append event to archived stream with Id '{stream.Name}'.");
        if (stream.ExpectedVersionOnServer is { } expected && expected != state.Version)
        {
            throw new EventStreamUnexpectedMaxEventIdException(stream.Name, stream.AggregateType, expected, state.Version);
        }

        stream.VersionBefore = state.Version;
    }
}
