using Marten.Linq;
using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>What is made of the statement's rows, wherever they come from: a command of its own, or one of a batch.</summary>
internal sealed partial class PreparedQuery<TRow>
{
    internal async ValueTask<IReadOnlyList<TRow>> ReadListAsync(NpgsqlDataReader reader, CancellationToken token)
    {
        var rows = new List<TRow>(plan.CapacityFor(values));
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            if (TakesInclude(reader)) continue;
            if (rows.Count == 0) FillStatistics(reader);
            rows.Add(_isLater ? await ReadAsync(reader, token).ConfigureAwait(false) : Read(reader));
        }

        if (rows.Count == 0) FillStatistics(null);
        return rows;
    }

    internal async ValueTask<TRow?> ReadOneAsync(NpgsqlDataReader reader, bool mayBeMissing, bool mayBeMany, CancellationToken token)
    {
        if (!await NextAsync(reader, token).ConfigureAwait(false))
        {
            FillStatistics(null);
            return mayBeMissing ? default : throw new InvalidOperationException("Sequence contains no elements");
        }

        FillStatistics(reader);
        var row = _isLater ? await ReadAsync(reader, token).ConfigureAwait(false) : Read(reader);
        if (!mayBeMany && await NextAsync(reader, token).ConfigureAwait(false)) throw new InvalidOperationException("Sequence contains more than one element");
        return row;
    }

    internal async ValueTask<TValue> ReadScalarAsync<TValue>(NpgsqlDataReader reader, CancellationToken token) =>
        await reader.ReadAsync(token).ConfigureAwait(false) ? ((RowReader<TValue>)plan.Rows).Read(reader, session, values) : default!;

    /// <summary>Whether the current row was one of an Include, and has been delivered.</summary>
    internal bool TakesInclude(NpgsqlDataReader reader)
    {
        if (plan.Includes.Length == 0) return false;
        var kind = reader.GetInt32(plan.KindColumn);
        if (kind == plan.Includes.Length) return false;
        plan.Includes[kind].Read(reader, session, values);
        return true;
    }

    /// <summary>Goes on to the next row of the query itself.</summary>
    internal async ValueTask<bool> NextAsync(NpgsqlDataReader reader, CancellationToken token)
    {
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            if (!TakesInclude(reader)) return true;
        }

        return false;
    }

    private void FillStatistics(NpgsqlDataReader? row)
    {
        if (plan.StatisticsSlot < 0) return;
        ((QueryStatistics)values[plan.StatisticsSlot]!).TotalResults = row is null ? 0 : row.GetInt64(plan.TotalColumn);
    }
}
