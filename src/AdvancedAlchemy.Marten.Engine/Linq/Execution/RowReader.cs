using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>Makes a result of each row.</summary>
internal abstract class RowReader<TRow>
{
    internal abstract TRow Read(NpgsqlDataReader reader, QuerySession session, object?[] values);
}
