using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Documents;

/// <summary>A column with a value that is computed per write.</summary>
internal sealed class ValueColumn<T, TValue>(string name, NpgsqlDbType type, Func<T, WriteContext, TValue?> value) : StoredColumn<T>(name)
{
    internal override string InsertSql(SqlParameters parameters) => "$" + parameters.Next();

    internal override void Bind(NpgsqlParameterCollection parameters, T document, WriteContext context)
    {
        var current = value(document, context);
        parameters.Add(current is null
            ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type }
            : new NpgsqlParameter<TValue> { TypedValue = current, NpgsqlDbType = type });
    }

    internal override IColumnArray<T> CreateArray(int capacity) => new ColumnArray<T, TValue?>(capacity, type, value);

    internal override Task CopyAsync(NpgsqlBinaryImporter importer, T document, WriteContext context, CancellationToken token)
    {
        var current = value(document, context);
        return current is null ? importer.WriteNullAsync(token) : importer.WriteAsync(current, type, token);
    }
}
