using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>Makes one parameter of a statement from the values that the query captured.</summary>
internal abstract class ParameterBinder
{
    internal abstract NpgsqlParameter Bind(object?[] values, string tenantId);
}
