using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Execution;

/// <summary>A value that the expression implies, such as the default of a type.</summary>
internal sealed class ConstantBinder(object value, NpgsqlDbType type) : ParameterBinder
{
    internal override NpgsqlParameter Bind(object?[] values, string tenantId) => new() { NpgsqlDbType = type, Value = value };
}
