using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Documents;

/// <summary>Typed values of one column for many documents.</summary>
internal sealed class ColumnArray<T, TValue>(int capacity, NpgsqlDbType type, Func<T, WriteContext, TValue> value) : IColumnArray<T>
{
    private readonly TValue[] _values = new TValue[capacity];
    private int _count;

    public void Add(T document, WriteContext context) => _values[_count++] = value(document, context);

    public NpgsqlParameter ToParameter() => new NpgsqlParameter<TValue[]> { TypedValue = _values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
