using Marten.Engine.Documents;
using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>Rows that are documents; the query may be typed by a base type or an interface of theirs.</summary>
internal sealed class DocumentRows<T, TRow>(DocumentSelector<T> selector) : RowReader<TRow>
{
    internal override TRow Read(NpgsqlDataReader reader, QuerySession session, object?[] values) =>
        (TRow)(object)selector.Read(reader, 0, session)!;
}
