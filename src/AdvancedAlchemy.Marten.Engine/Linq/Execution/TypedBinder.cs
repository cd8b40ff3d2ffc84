using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Execution;

/// <summary>A captured value that is passed as it is.</summary>
internal sealed class TypedBinder<T>(int slot, NpgsqlDbType type) : ParameterBinder
{
    internal override NpgsqlParameter Bind(object?[] values, string tenantId) =>
        values[slot] is T value
            ? new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type }
            : new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type };
}
