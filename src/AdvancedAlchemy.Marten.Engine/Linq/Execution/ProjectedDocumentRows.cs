using Marten.Engine.Documents;
using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>Rows that are documents, which a compiled projection makes something of.</summary>
internal sealed class ProjectedDocumentRows<T, TRow>(DocumentSelector<T> selector, Func<T, object?[], TRow> project) : RowReader<TRow>
{
    internal override TRow Read(NpgsqlDataReader reader, QuerySession session, object?[] values) => project(selector.Read(reader, 0, session), values);
}
