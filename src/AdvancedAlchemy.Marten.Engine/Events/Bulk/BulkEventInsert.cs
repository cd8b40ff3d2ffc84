using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Engine.Documents;
using Marten.Engine.Events.Daemon;
using Marten.Events;
using Npgsql;

namespace Marten.Engine.Events;

/// <summary>The two ways to import events: of streams that are in memory, and as they come.</summary>
internal static class BulkEventInsert
{
    internal static async Task WriteAsync(DocumentStore store, string tenantId, IReadOnlyList<StreamAction> actions, int batchSize, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var streams = BulkStreams.Of(store.Events, actions);
        if (streams.Count == 0) return;
        var events = InOrder(actions, [.. streams.Values]);
        var import = new BulkEventImport(store, tenantId, streams.Values, batchSize);
        await import.RunAsync(
            async (writer, _) =>
            {
                for (var i = 0; i < events.Length; i += batchSize)
                {
                    var batch = events.AsMemory(i, Math.Min(batchSize, events.Length - i));
                    await writer.NumberAsync(batch, token).ConfigureAwait(false);
                    await writer.CopyAsync(batch, token).ConfigureAwait(false);
                }
            },
            movesMark: true,
            token).ConfigureAwait(false);
        foreach (var stored in events) Complete(store.Events, stored, tenantId, import.Now);
        foreach (var action in actions) (action.Version, action.TenantId) = (action.Events.Count, tenantId);
    }

    internal static Task WriteAsync(
        DocumentStore store,
        string tenantId,
        IReadOnlyList<BulkEventStreamHeader> headers,
        IAsyncEnumerable<IEvent> events,
        BulkEventSequenceMode mode,
        int batchSize,
        CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (!Enum.IsDefined(mode)) throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode");
        var streams = BulkStreams.Of(store.Events, headers);
        var keepsSequences = mode == BulkEventSequenceMode.PreserveSourceSequence;
        var placing = new StreamedEvents(store.Events, streams, keepsSequences);
        return new BulkEventImport(store, tenantId, streams.Values, batchSize).RunAsync(
            async (writer, connection) =>
            {
                var batch = new List<BulkEvent>(Math.Min(batchSize, 1000));
                await foreach (var e in events.WithCancellation(token).ConfigureAwait(false))
                {
                    batch.Add(placing.Place(e));
                    if (batch.Count == batchSize) await FlushAsync(writer, batch, keepsSequences, token).ConfigureAwait(false);
                }

                if (batch.Count > 0) await FlushAsync(writer, batch, keepsSequences, token).ConfigureAwait(false);
                token.ThrowIfCancellationRequested();
                placing.AssertComplete();
                if (keepsSequences) await AssertAheadAsync(store.EventStorage, connection, placing.First, token).ConfigureAwait(false);
                if (keepsSequences) await PassAsync(store.EventStorage, connection, placing.Last, token).ConfigureAwait(false);
            },

            // Between sequences that are kept there are gaps, which another import may fill.
            movesMark: !keepsSequences,
            token);
    }

    private static async Task FlushAsync(BulkEventWriter writer, List<BulkEvent> events, bool keepsSequences, CancellationToken token)
    {
        BulkEvent[] batch = [.. events];
        events.Clear();
        if (!keepsSequences) await writer.NumberAsync(batch, token).ConfigureAwait(false);
        await writer.CopyAsync(batch, token).ConfigureAwait(false);
    }

    // Whoever has read on past a sequence never comes back for an event that takes it afterwards.
    private static async Task AssertAheadAsync(EventStorage storage, NpgsqlConnection connection, long first, CancellationToken token)
    {
        await using var command = new NpgsqlCommand($"select name from {storage.Statements.Progression} where name <> all($1) and last_seq_id >= $2 limit 1", connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [ShardState.HighWaterMark, ProgressRows.Fence] });
        command.Parameters.Add(StreamParameters.Number(first));
        if (first > 0 && await command.ExecuteScalarAsync(token).ConfigureAwait(false) is string shard)
        {
            throw new InvalidOperationException(
                $"The events begin with sequence {first}, and {shard} has got past it: it would never see them. Import them before the daemon runs, or with sequences of this database.");
        }
    }

    // Nobody is to be given a sequence again that came with an event.
    private static async Task PassAsync(EventStorage storage, NpgsqlConnection connection, long last, CancellationToken token)
    {
        if (last == 0) return;
        var sequence = storage.Statements.Sequence;
        await using var command = new NpgsqlCommand(
            $"select setval('{sequence.Replace("'", "''", StringComparison.Ordinal)}', $1) from {sequence} where case when is_called then last_value else last_value - 1 end < $1",
            connection);
        command.Parameters.Add(StreamParameters.Number(last));
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }

    // Across streams in the order that the events come with, where they come with one; within a stream always in the stream's.
    private static BulkEvent[] InOrder(IReadOnlyList<StreamAction> actions, BulkStream[] streams)
    {
        var events = new List<(BulkEvent Event, long Place)>(actions.Sum(a => a.Events.Count));
        for (var i = 0; i < actions.Count; i++)
        {
            var place = 0L;
            for (var j = 0; j < actions[i].Events.Count; j++)
            {
                var e = actions[i].Events[j];
                if (e.Id == Guid.Empty) e.Id = CombGuid.NewVersion();
                place = Math.Max(place, e.Sequence);
                events.Add((new BulkEvent(e, streams[i], j + 1, 0), place));
            }
        }

        return [.. events.OrderBy(e => e.Place).Select(e => e.Event)];
    }

    private static void Complete(EventGraph graph, BulkEvent stored, string tenantId, DateTimeOffset now)
    {
        var e = stored.Event;
        var type = graph.Types.For(e.EventType);
        (e.Version, e.Sequence, e.TenantId) = (stored.Version, stored.Sequence, tenantId);
        (e.EventTypeName, e.DotNetTypeName, e.AggregateTypeName) = (type.EventTypeName, type.DotNetTypeName, stored.Stream.Type);
        if (e.Timestamp == default) e.Timestamp = now;
    }
}
