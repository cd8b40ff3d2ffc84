using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>Rows whose columns a compiled projection puts together.</summary>
internal sealed class ComputedRows<TRow>(Func<NpgsqlDataReader, QuerySession, object?[], TRow> compute) : RowReader<TRow>
{
    internal override TRow Read(NpgsqlDataReader reader, QuerySession session, object?[] values) => compute(reader, session, values);
}
