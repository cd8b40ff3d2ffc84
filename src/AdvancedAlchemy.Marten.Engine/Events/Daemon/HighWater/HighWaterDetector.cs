using JasperFx.Events;
using JasperFx.Events.Projections;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marten.Engine.Events.Daemon;

/// <summary>
/// Finds out how far the events can be read in order. Sequences are given out before events are committed, so that one may be missing now and come
/// later. Whoever writes events holds a lock on their table until he has committed or rolled back: a sequence that is missing and was given out
/// before all who hold that lock now have begun will never come.
/// </summary>
internal sealed class HighWaterDetector(DocumentStore store, ILogger logger, TimeProvider clock)
{
    // In one statement.
    internal const int MostFenced = 10_000;

    private readonly HighWaterStatements _statements = new(store.EventStorage);
    private SequenceGap? _gap;
    private long _known;

    /// <summary>Whether events are waited for.</summary>
    internal bool IsWaiting => _gap is not null;

    /// <summary>Whether the last look has found a mark that was before the one of the look before it: the events were deleted, whatever has come since.</summary>
    internal bool HasBegunAgain { get; private set; }

    /// <summary>The mark, which is stored if it has moved.</summary>
    internal async ValueTask<long> DetectAsync(CancellationToken token)
    {
        return _known = await DetectNowAsync(token).ConfigureAwait(false);
    }

    private async ValueTask<long> DetectNowAsync(CancellationToken token)
    {
        await store.Database.EnsureAsync(store.EventStorage, token).ConfigureAwait(false);
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        var look = await LookAsync(_statements, connection, token).ConfigureAwait(false);
        HasBegunAgain = look.Stored < _known;
        if (look.Safe >= look.Allocated)
        {
            _gap = null;
            return await StoreAsync(_statements, connection, look, look.Safe, token).ConfigureAwait(false);
        }

        var writers = await WritersAsync(connection, token).ConfigureAwait(false);

        // A sequence that does not go as far as the gap did has begun anew: the events were deleted.
        if (_gap is null || look.Safe >= _gap.Ceiling || look.Allocated < _gap.Ceiling)
        {
            _gap = new SequenceGap(look.Allocated, clock.GetTimestamp(), writers);
        }
        else
        {
            // A prepared transaction has another name after the server has been started again.
            _gap.Writers.IntersectWith(writers);
            _gap.Writers.UnionWith(writers.Where(w => w.StartsWith("-1/", StringComparison.Ordinal)));
        }

        if (!IsOver(_gap)) return await StoreAsync(_statements, connection, look, look.Safe, token).ConfigureAwait(false);

        // What was committed between that look and the one at the writers is seen now; what is missing still will never come.
        var (ceiling, writersLeft) = (_gap.Ceiling, _gap.Writers.Count);
        _gap = null;
        look = await LookAsync(_statements, connection, token).ConfigureAwait(false);
        if (look.Safe >= ceiling) return await StoreAsync(_statements, connection, look, look.Safe, token).ConfigureAwait(false);
        if (store.EventStorage.Graph.AppendMode == EventAppendMode.Rich) await FenceAsync(connection, look.Safe, ceiling, token).ConfigureAwait(false);
        if (writersLeft == 0) DaemonLog.GapSkipped(logger, look.Safe + 1, ceiling);
        else DaemonLog.LiveGapSkipped(logger, look.Safe + 1, ceiling);
        return await StoreAsync(_statements, connection, look, ceiling, token).ConfigureAwait(false);
    }

    /// <summary>Stores the mark as far as the transaction of a connection misses no event: it goes no further, and waits for nobody.</summary>
    internal static async ValueTask AdvanceAsync(EventStorage events, NpgsqlConnection connection, CancellationToken token)
    {
        var statements = new HighWaterStatements(events);
        var look = await LookAsync(statements, connection, token).ConfigureAwait(false);
        await StoreAsync(statements, connection, look, look.Safe, token).ConfigureAwait(false);
    }

    private bool IsOver(SequenceGap gap)
    {
        var projections = store.Settings.Projections;
        var age = clock.GetElapsedTime(gap.Since);
        if (projections.SkipStaleGapsDespiteLiveTransactionsAfter is { } limit && age >= limit) return true;

        // Who appends in the rich way reserves sequences before the transaction that writes them.
        return gap.Writers.Count == 0 && (store.EventStorage.Graph.AppendMode != EventAppendMode.Rich || age >= projections.StaleSequenceThreshold);
    }

    // All in one statement: what it sees is of one moment.
    private static async ValueTask<SequenceLook> LookAsync(HighWaterStatements statements, NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(statements.Look, connection) { CommandTimeout = 0 };
        command.Parameters.Add(StreamParameters.Text(ShardState.HighWaterMark));
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        await reader.ReadAsync(token).ConfigureAwait(false);
        var stored = reader.GetInt64(0);
        var highest = Math.Max(stored, reader.IsDBNull(2) ? 0 : reader.GetInt64(2));
        var safe = reader.IsDBNull(3) ? highest : stored + reader.GetInt64(3) - 1;
        return new SequenceLook(stored, safe, Math.Max(reader.GetInt64(1), highest));
    }

    private async ValueTask<HashSet<string>> WritersAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(HighWaterStatements.Writers, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = store.EventStorage.Statements.Events, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(token).ConfigureAwait(false)) found.Add(reader.GetString(0));
        return found;
    }

    // Whoever has reserved one of these sequences and comes after all is turned down, where his event would otherwise never be seen.
    private async ValueTask FenceAsync(NpgsqlConnection connection, long safe, long ceiling, CancellationToken token)
    {
        for (var floor = safe; ;)
        {
            var missing = await MissingAsync(connection, floor, ceiling, token).ConfigureAwait(false);
            if (missing.Count > 0) await Tombstones.WriteAsync(store.Database, store.EventStorage, Sessions.Tenancy.DefaultTenantId, [.. missing]).ConfigureAwait(false);
            if (missing.Count < MostFenced) return;
            floor = missing[^1];
        }
    }

    private async ValueTask<List<long>> MissingAsync(NpgsqlConnection connection, long floor, long ceiling, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(_statements.Missing, connection) { CommandTimeout = 0 };
        command.Parameters.Add(StreamParameters.Number(floor));
        command.Parameters.Add(StreamParameters.Number(ceiling));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostFenced });
        var missing = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        while (await reader.ReadAsync(token).ConfigureAwait(false)) missing.Add(reader.GetInt64(0));
        return missing;
    }

    private static async ValueTask<long> StoreAsync(HighWaterStatements statements, NpgsqlConnection connection, SequenceLook look, long mark, CancellationToken token)
    {
        if (mark <= look.Stored) return look.Stored;
        await using var command = new NpgsqlCommand(statements.Mark, connection);
        command.Parameters.Add(StreamParameters.Text(ShardState.HighWaterMark));
        command.Parameters.Add(StreamParameters.Number(mark));
        command.Parameters.Add(StreamParameters.Text(ProgressRows.Fence));
        command.Parameters.Add(StreamParameters.Number(Math.Max(mark, look.Allocated)));
        command.Parameters.Add(StreamParameters.Number(mark > look.Safe ? look.Safe + 1 : null));
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        return mark;
    }
}
