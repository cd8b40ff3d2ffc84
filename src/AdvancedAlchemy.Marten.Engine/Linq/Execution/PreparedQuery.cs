using Marten.Engine.Linq.Tables;
using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>A plan, the values it is to run with, and where.</summary>
internal sealed partial class PreparedQuery<TRow>(QueryPlan plan, object?[] values, QuerySession session, QueriedTable storage, Func<CancellationToken, Task>? before = null)
{
    private readonly RowReader<TRow>? _rows = plan.Rows as RowReader<TRow>;
    private readonly bool _isLater = plan.Rows is RowReader<TRow> { IsLater: true };

    internal QueryPlan Plan => plan;

    internal QuerySession Session => session;

    internal QueriedTable Storage => storage;

    internal NpgsqlCommand CreateCommand() => plan.CreateCommand(values, session);

    /// <summary>The current row.</summary>
    internal ValueTask<TRow> ReadAsync(NpgsqlDataReader reader, CancellationToken token) =>
        _isLater ? _rows!.ReadAsync(reader, session, values, token) : new ValueTask<TRow>(Read(reader));

    private TRow Read(NpgsqlDataReader reader) => _rows!.Read(reader, session, values);

    internal Task<IReadOnlyList<TRow>> ToListAsync(CancellationToken token) => RunAsync(this, static (reader, query, token) => query.ReadListAsync(reader, token), token);

    /// <summary>The only row, or the first.</summary>
    internal Task<TRow?> OneAsync(bool mayBeMissing, bool mayBeMany, CancellationToken token) => RunAsync(
        (this, mayBeMissing, mayBeMany), static (reader, state, token) => state.Item1.ReadOneAsync(reader, state.mayBeMissing, state.mayBeMany, token), token);

    /// <summary>The one value that the statement computes, whatever the rows of the query are.</summary>
    internal Task<TValue> ScalarAsync<TValue>(CancellationToken token) => RunAsync(this, static (reader, query, token) => query.ReadScalarAsync<TValue>(reader, token), token);

    /// <summary>Executes the statement, whose tables are made sure of first.</summary>
    internal Task<TResult> RunAsync<TState, TResult>(
        TState state, Func<NpgsqlDataReader, TState, CancellationToken, ValueTask<TResult>> read, CancellationToken token, string prefix = "")
    {
        var command = CreateCommand();
        if (prefix.Length > 0) command.CommandText = prefix + command.CommandText;
        return before is null ? session.ReadAsync(storage, command, state, read, token, others: plan.Touches) : RunAfterAsync(before, command, state, read, token);
    }

    private async Task<TResult> RunAfterAsync<TState, TResult>(
        Func<CancellationToken, Task> wait, NpgsqlCommand command, TState state, Func<NpgsqlDataReader, TState, CancellationToken, ValueTask<TResult>> read, CancellationToken token)
    {
        await wait(token).ConfigureAwait(false);
        return await session.ReadAsync(storage, command, state, read, token, others: plan.Touches).ConfigureAwait(false);
    }
}
