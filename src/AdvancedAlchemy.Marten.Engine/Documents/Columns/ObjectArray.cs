using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Documents;

/// <summary>Values of a duplicated member for many documents, typed by the first of them.</summary>
internal sealed class ObjectArray<T>(int capacity, NpgsqlDbType type, Func<T, object?> value) : IColumnArray<T>
{
    private readonly object?[] _values = new object?[capacity];
    private int _count;

    public void Add(T document, WriteContext context) => _values[_count++] = value(document);

    public NpgsqlParameter ToParameter()
    {
        var element = _values.FirstOrDefault(v => v is not null)?.GetType() ?? ForNulls();
        if (element.IsValueType) element = typeof(Nullable<>).MakeGenericType(element);
        var typed = Array.CreateInstance(element, _values.Length);
        for (var i = 0; i < _values.Length; i++) typed.SetValue(_values[i], i);
        return new NpgsqlParameter { Value = typed, NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    // Where there are only nulls, the column's type has to do.
    private Type ForNulls() => type switch
    {
        NpgsqlDbType.Smallint => typeof(short),
        NpgsqlDbType.Integer => typeof(int),
        NpgsqlDbType.Bigint => typeof(long),
        NpgsqlDbType.Numeric => typeof(decimal),
        NpgsqlDbType.Real => typeof(float),
        NpgsqlDbType.Double => typeof(double),
        NpgsqlDbType.Boolean => typeof(bool),
        NpgsqlDbType.Uuid => typeof(Guid),
        NpgsqlDbType.Timestamp or NpgsqlDbType.TimestampTz => typeof(DateTime),
        NpgsqlDbType.Date => typeof(DateOnly),
        NpgsqlDbType.Time => typeof(TimeOnly),
        NpgsqlDbType.Interval => typeof(TimeSpan),
        NpgsqlDbType.Bytea => typeof(byte[]),
        _ => typeof(string),
    };
}
