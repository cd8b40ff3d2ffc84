using System.Reflection;
using Marten.Schema;
using NpgsqlTypes;

namespace Marten.Engine.Members;

/// <summary>The column type of a duplicated member.</summary>
internal static class ColumnTypes
{
    internal static (string PgType, NpgsqlDbType DbType) For(DocumentMapping mapping, MemberInfo[] members)
    {
        var type = MemberResolver.MemberType(members[^1]);
        var scalars = mapping.Members.Scalars;
        if (scalars.FindForColumn(type) is { } scalar)
        {
            return scalar.ClrType == typeof(DateTime) && !mapping.StoreOptions.Advanced.DuplicatedFieldUseTimestampWithoutTimeZoneForDateTime
                ? ("timestamptz", NpgsqlDbType.TimestampTz)
                : (scalar.PgType, scalar.DbType);
        }

        if (ElementType(type) is { } element && scalars.FindForColumn(element) is { } item)
        {
            return (item.PgType + "[]", NpgsqlDbType.Array | item.DbType);
        }

        return ("jsonb", NpgsqlDbType.Jsonb);
    }

    /// <summary>The element type of a collection; null for text and for what is no collection.</summary>
    internal static Type? ElementType(Type type)
    {
        if (type == typeof(string) || type == typeof(byte[])) return null;
        if (type.IsArray) return type.GetElementType();
        var enumerable = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            ? type
            : type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        var element = enumerable?.GetGenericArguments()[0];
        return element is { IsGenericType: true } && element.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? null : element;
    }
}
