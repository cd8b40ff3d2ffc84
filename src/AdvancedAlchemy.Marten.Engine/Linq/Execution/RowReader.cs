using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>Makes a result of each row.</summary>
internal abstract class RowReader<TRow>
{
    /// <summary>Whether a row may have to be waited for, after it was received.</summary>
    internal virtual bool IsLater => false;

    internal abstract TRow Read(NpgsqlDataReader reader, QuerySession session, object?[] values);

    internal virtual ValueTask<TRow> ReadAsync(NpgsqlDataReader reader, QuerySession session, object?[] values, CancellationToken token) =>
        new(Read(reader, session, values));
}
