using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Execution;

/// <summary>A captured value whose conversion knows what to make of null.</summary>
internal sealed class NullableBinder(int slot, NpgsqlDbType type, Func<object?, object> convert) : ParameterBinder
{
    internal override NpgsqlParameter Bind(object?[] values, string tenantId) =>
        new() { NpgsqlDbType = type, Value = convert(values[slot]) };
}
