using System.Collections.Concurrent;
using System.Globalization;
using Marten.Exceptions;
using NpgsqlTypes;
using Weasel.Core;

namespace Marten.Engine.Members;

/// <summary>The scalar types of a store: fixed but for how its serializer keeps enums.</summary>
internal sealed class ScalarTypes(EnumStorage enumStorage, EnumStorage duplicatedEnumStorage)
{
    private static readonly Dictionary<Type, ScalarType> Fixed = new[]
    {
        new ScalarType(typeof(string), "varchar", null, null, NpgsqlDbType.Text),
        new ScalarType(typeof(char), "varchar", null, null, NpgsqlDbType.Text, v => v.ToString()!),
        new ScalarType(typeof(int), "integer", "integer", null, NpgsqlDbType.Integer),
        new ScalarType(typeof(long), "bigint", "bigint", null, NpgsqlDbType.Bigint),
        new ScalarType(typeof(short), "smallint", "smallint", null, NpgsqlDbType.Smallint),
        new ScalarType(typeof(byte), "smallint", "smallint", null, NpgsqlDbType.Smallint, v => (short)(byte)v),
        new ScalarType(typeof(sbyte), "smallint", "smallint", null, NpgsqlDbType.Smallint, v => (short)(sbyte)v),
        new ScalarType(typeof(ushort), "integer", "integer", null, NpgsqlDbType.Integer, v => (int)(ushort)v),
        new ScalarType(typeof(uint), "bigint", "bigint", null, NpgsqlDbType.Bigint, v => (long)(uint)v),
        new ScalarType(typeof(ulong), "numeric", "decimal", null, NpgsqlDbType.Numeric, v => (decimal)(ulong)v),
        new ScalarType(typeof(decimal), "numeric", "decimal", null, NpgsqlDbType.Numeric),
        new ScalarType(typeof(double), "double precision", "double precision", null, NpgsqlDbType.Double),
        new ScalarType(typeof(float), "real", "real", null, NpgsqlDbType.Real),
        new ScalarType(typeof(bool), "boolean", "boolean", null, NpgsqlDbType.Boolean),
        new ScalarType(typeof(Guid), "uuid", "uuid", null, NpgsqlDbType.Uuid),
        new ScalarType(typeof(TimeSpan), "interval", "interval", null, NpgsqlDbType.Interval),
        new ScalarType(typeof(DateTime), "timestamp", null, "mt_immutable_timestamp", NpgsqlDbType.Timestamp, LocalTime),
        new ScalarType(typeof(DateTimeOffset), "timestamptz", null, "mt_immutable_timestamptz", NpgsqlDbType.TimestampTz, Utc),
        new ScalarType(typeof(DateOnly), "date", null, "mt_immutable_date", NpgsqlDbType.Date),
        new ScalarType(typeof(TimeOnly), "time", null, "mt_immutable_time", NpgsqlDbType.Time),
    }.ToDictionary(t => t.ClrType);

    private readonly ConcurrentDictionary<Type, ScalarType?> _types = new();
    private readonly ConcurrentDictionary<Type, ScalarType?> _duplicated = new();

    /// <summary>The type of a value inside the body; null for what is not a scalar.</summary>
    internal ScalarType? Find(Type type) => _types.GetOrAdd(type, static (t, self) => Resolve(t, self.enumStorageOfBody), this);

    /// <summary>The type of a duplicated column; null for what is not a scalar.</summary>
    internal ScalarType? FindForColumn(Type type) => _duplicated.GetOrAdd(type, static (t, self) => Resolve(t, self.enumStorageOfColumns), this);

    private EnumStorage enumStorageOfBody => enumStorage;

    private EnumStorage enumStorageOfColumns => duplicatedEnumStorage;

    private static ScalarType? Resolve(Type type, EnumStorage storage)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Fixed.TryGetValue(type, out var known)) return known;
        if (!type.IsEnum) return null;
        if (storage == EnumStorage.AsString) return new ScalarType(type, "varchar", null, null, NpgsqlDbType.Text, v => v.ToString()!);

        // Enums wider than an int keep their range.
        return Type.GetTypeCode(Enum.GetUnderlyingType(type)) is TypeCode.Int64 or TypeCode.UInt32 or TypeCode.UInt64
            ? new ScalarType(type, "bigint", "bigint", null, NpgsqlDbType.Bigint, v => Convert.ToInt64(v, CultureInfo.InvariantCulture))
            : new ScalarType(type, "integer", "integer", null, NpgsqlDbType.Integer, v => Convert.ToInt32(v, CultureInfo.InvariantCulture));
    }

    private static object Utc(object value) => value is DateTimeOffset offset ? offset.ToUniversalTime() : value;

    private static object LocalTime(object value) =>
        value is DateTime { Kind: DateTimeKind.Utc }
            ? throw new InvalidUtcDateTimeUsageException(new ArgumentException("Cannot write DateTime with Kind=UTC to PostgreSQL type 'timestamp without time zone'."))
            : value;
}
