using Npgsql;

namespace Marten.Engine.Linq.Includes;

/// <summary>Takes the rows of one Include.</summary>
internal abstract class IncludeRows
{
    internal abstract void Read(NpgsqlDataReader reader, QuerySession session, object?[] values);
}
