using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Execution;

/// <summary>A captured value that is turned into what is stored: enums, text for LIKE, JSON, arrays.</summary>
internal sealed class ConvertingBinder(int slot, NpgsqlDbType type, Func<object, object> convert) : ParameterBinder
{
    internal override NpgsqlParameter Bind(object?[] values, string tenantId) =>
        new() { NpgsqlDbType = type, Value = values[slot] is { } value ? convert(value) : DBNull.Value };
}
