using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Marten.Engine.Sessions;

/// <summary>What raw SQL selects besides documents.</summary>
internal static class RawValues
{
    internal static bool IsValue(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(Guid) || type == typeof(DateTime)
            || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan) || type == typeof(byte[])
            || (type.IsArray && IsValue(type.GetElementType()!));
    }

    internal static T Read<T>(DbDataReader reader)
    {
        if (reader.IsDBNull(0)) return default!;
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (type.IsEnum)
        {
            return reader.GetFieldType(0) == typeof(string)
                ? (T)Enum.Parse(type, reader.GetString(0))
                : (T)Enum.ToObject(type, reader.GetFieldValue<long>(0));
        }

        return reader.GetFieldValue<T>(0);
    }

    /// <summary>The parameters by name, when they are given as one: the members of an anonymous object, or a dictionary; null when they are not.</summary>
    internal static IReadOnlyList<NpgsqlParameter>? Named(object?[] parameters)
    {
        if (parameters is not [{ } only]) return null;
        if (only is IDictionary<string, object> entries) return [.. entries.Select(e => Named(e.Key, e.Value))];
        return only.GetType() is { IsGenericType: true, Namespace: null } type && type.IsDefined(typeof(CompilerGeneratedAttribute), false)
            ? [.. type.GetProperties().Select(p => Named(p.Name, p.GetValue(only)))]
            : null;
    }

    private static NpgsqlParameter Named(string name, object? value)
    {
        var parameter = RawSql.Parameter(value);
        parameter.ParameterName = name;
        return parameter;
    }
}
