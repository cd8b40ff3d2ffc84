using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>Rows that are one value.</summary>
internal sealed class ValueRows<TRow>(Func<NpgsqlDataReader, int, TRow> read) : RowReader<TRow>
{
    internal override TRow Read(NpgsqlDataReader reader, QuerySession session, object?[] values) => read(reader, 0);
}
