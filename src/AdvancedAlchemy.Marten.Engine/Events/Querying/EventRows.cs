using Marten.Engine.Linq.Execution;
using Npgsql;

namespace Marten.Engine.Events.Querying;

/// <summary>Rows that are events.</summary>
internal sealed class EventRows<TRow>(EventStorage events) : RowReader<TRow>
{
    internal override bool IsLater => true;

    internal override TRow Read(NpgsqlDataReader reader, QuerySession session, object?[] values) => (TRow)EventReader.Read(events, reader);

    internal override async ValueTask<TRow> ReadAsync(NpgsqlDataReader reader, QuerySession session, object?[] values, CancellationToken token) =>
        (TRow)await EventReader.ReadAsync(events, reader, token).ConfigureAwait(false);
}
