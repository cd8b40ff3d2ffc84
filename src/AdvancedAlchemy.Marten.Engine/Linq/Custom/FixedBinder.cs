using Marten.Engine.Linq.Execution;
using Npgsql;

namespace Marten.Engine.Linq.Custom;

/// <summary>A value that belongs to the plan.</summary>
internal sealed class FixedBinder(NpgsqlParameter parameter) : ParameterBinder
{
    internal override NpgsqlParameter Bind(object?[] values, string tenantId) => parameter.Clone();
}
