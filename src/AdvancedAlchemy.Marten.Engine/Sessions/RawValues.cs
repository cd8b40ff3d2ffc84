using System.Data.Common;
using System.Runtime.CompilerServices;

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

    /// <summary>Whether a parameter is an anonymous object whose members are named parameters.</summary>
    internal static bool HasNames(object value) =>
        value.GetType() is { IsGenericType: true, Namespace: null } type && type.IsDefined(typeof(CompilerGeneratedAttribute), false);
}
