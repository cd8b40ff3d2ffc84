using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Documents;

/// <summary>A column of the primary key: written once, never updated.</summary>
internal sealed class KeyColumn<T, TValue>(string name, NpgsqlDbType type, Func<T, WriteContext, TValue> value) : StoredColumn<T>(name)
{
    internal override bool IsUpdated => false;

    internal override string InsertSql(SqlParameters parameters) => "$" + parameters.Next();

    internal override void Bind(NpgsqlParameterCollection parameters, T document, WriteContext context) =>
        parameters.Add(new NpgsqlParameter<TValue> { TypedValue = value(document, context), NpgsqlDbType = type });

    internal override IColumnArray<T> CreateArray(int capacity) => new ColumnArray<T, TValue>(capacity, type, value);

    internal override Task CopyAsync(NpgsqlBinaryImporter importer, T document, WriteContext context, CancellationToken token) =>
        importer.WriteAsync(value(document, context), type, token);
}
