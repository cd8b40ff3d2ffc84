using Marten.Engine.Linq.Execution;
using Npgsql;

namespace Marten.Engine.Events.Querying;

/// <summary>Rows that are the data of events.</summary>
internal sealed class EventBodyRows<T, TRow>(EventBodies<T> bodies) : RowReader<TRow> where T : notnull
{
    internal override bool IsLater => true;

    internal override TRow Read(NpgsqlDataReader reader, QuerySession session, object?[] values) => (TRow)(object)bodies.Read(reader, 0);

    internal override async ValueTask<TRow> ReadAsync(NpgsqlDataReader reader, QuerySession session, object?[] values, CancellationToken token) =>
        (TRow)(object)await bodies.ReadAsync(reader, token).ConfigureAwait(false);
}
