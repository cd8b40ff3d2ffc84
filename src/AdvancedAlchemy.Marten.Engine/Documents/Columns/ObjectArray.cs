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
        var element = _values.FirstOrDefault(v => v is not null)?.GetType();
        if (element is null) return new NpgsqlParameter { Value = new string?[_values.Length], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
        if (element.IsValueType) element = typeof(Nullable<>).MakeGenericType(element);
        var typed = Array.CreateInstance(element, _values.Length);
        for (var i = 0; i < _values.Length; i++) typed.SetValue(_values[i], i);
        return new NpgsqlParameter { Value = typed, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
