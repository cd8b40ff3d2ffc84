using Marten.Engine.Documents;
using Marten.Engine.Sessions;
using Marten.Linq;
using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>A plan, the values it is to run with, and where.</summary>
internal sealed partial class PreparedQuery<TRow>(QueryPlan plan, object?[] values, QuerySession session, DocumentStorage storage)
{
    private readonly RowReader<TRow>? _rows = plan.Rows as RowReader<TRow>;

    internal QueryPlan Plan => plan;

    internal QuerySession Session => session;

    internal DocumentStorage Storage => storage;

    internal NpgsqlCommand CreateCommand() => plan.CreateCommand(values, session);

    internal TRow Read(NpgsqlDataReader reader) => _rows!.Read(reader, session, values);

    internal Task<IReadOnlyList<TRow>> ToListAsync(CancellationToken token) =>
        session.ReadAsync(storage, CreateCommand(), this, static async (reader, query, token) =>
        {
            var rows = new List<TRow>(query.Plan.CapacityFor(query.Values));
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                if (rows.Count == 0) query.FillStatistics(reader);
                rows.Add(query.Read(reader));
            }

            if (rows.Count == 0) query.FillStatistics(null);
            return (IReadOnlyList<TRow>)rows;
        }, token);

    /// <summary>The only row, or the first.</summary>
    internal Task<TRow?> OneAsync(bool mayBeMissing, bool mayBeMany, CancellationToken token) =>
        session.ReadAsync(storage, CreateCommand(), (this, mayBeMissing, mayBeMany), static async ValueTask<TRow?> (reader, state, token) =>
        {
            var (query, mayBeMissing, mayBeMany) = state;
            if (!await reader.ReadAsync(token).ConfigureAwait(false))
            {
                query.FillStatistics(null);
                return mayBeMissing ? default : throw new InvalidOperationException("Sequence contains no elements");
            }

            query.FillStatistics(reader);
            var row = query.Read(reader);
            if (!mayBeMany && await reader.ReadAsync(token).ConfigureAwait(false)) throw new InvalidOperationException("Sequence contains more than one element");
            return row;
        }, token);

    /// <summary>The one value that the statement computes, whatever the rows of the query are.</summary>
    internal Task<TValue> ScalarAsync<TValue>(CancellationToken token) =>
        session.ReadAsync(storage, CreateCommand(), this, static async (reader, query, token) =>
            await reader.ReadAsync(token).ConfigureAwait(false)
                ? ((RowReader<TValue>)query.Plan.Rows).Read(reader, query.Session, query.Values)
                : default!, token);

    internal void FillStatistics(NpgsqlDataReader? row)
    {
        if (plan.StatisticsSlot < 0) return;
        ((QueryStatistics)values[plan.StatisticsSlot]!).TotalResults = row is null ? 0 : row.GetInt64(plan.TotalColumn);
    }

    private object?[] Values => values;
}
