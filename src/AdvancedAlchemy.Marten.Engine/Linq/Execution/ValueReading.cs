using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Members;
using Marten.Engine.Serialization;
using Marten.Services;
using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>Reads single values in the type that the query asks for. What is null, and what is not there, is the type's default.</summary>
internal static class ValueReading
{
    private static readonly MethodInfo TypedMethod = typeof(ValueReading).GetMethod(nameof(Typed), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>A reader of a scalar column, or of JSON when the type is no scalar.</summary>
    internal static Func<NpgsqlDataReader, int, T> For<T>(ScalarType? scalar, ISerializer serializer)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (scalar is null) return (reader, index) => reader.IsDBNull(index) ? default! : FromJson<T>(serializer, reader, index);
        if (type.IsEnum || type != scalar.ClrType || NeedsConversion(type)) return (reader, index) => reader.IsDBNull(index) ? default! : (T)Convert(type, reader.GetValue(index));
        return (Func<NpgsqlDataReader, int, T>)TypedMethod.MakeGenericMethod(typeof(T), type).Invoke(null, [])!;
    }

    /// <summary>A value that the server computed, converted to what was asked for.</summary>
    internal static T Computed<T>(NpgsqlDataReader reader, int index)
    {
        if (reader.IsDBNull(index)) return default!;
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly)) return reader.GetFieldValue<T>(index);
        return (T)Convert(type, reader.GetValue(index));
    }

    private static Func<NpgsqlDataReader, int, T> Typed<T, TStored>()
    {
        if (typeof(T) == typeof(TStored)) return static (reader, index) => reader.IsDBNull(index) ? default! : reader.GetFieldValue<T>(index);

        // A nullable around the stored type.
        var value = Expression.Parameter(typeof(TStored));
        var wrap = Expression.Lambda<Func<TStored, T>>(Expression.Convert(value, typeof(T)), value).Compile();
        return (reader, index) => reader.IsDBNull(index) ? default! : wrap(reader.GetFieldValue<TStored>(index));
    }

    private static bool NeedsConversion(Type type) => Type.GetTypeCode(type)
        is TypeCode.Char or TypeCode.Byte or TypeCode.SByte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64;

    private static T FromJson<T>(ISerializer serializer, NpgsqlDataReader reader, int index) => serializer is SystemTextJsonSerializer json
        ? JsonReading.Deserialize<T>(reader, index, json.Options)!
        : serializer.FromJson<T>(JsonReading.OpenStream(reader, index));

    private static object Convert(Type type, object value)
    {
        if (type.IsInstanceOfType(value)) return value;
        if (type.IsEnum) return value is string name ? Enum.Parse(type, name, ignoreCase: true) : Enum.ToObject(type, value);
        if (type == typeof(char) && value is string text) return text.Length > 0 ? text[0] : default;
        return System.Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture);
    }
}
