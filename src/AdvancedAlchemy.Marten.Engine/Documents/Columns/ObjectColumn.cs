using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Documents;

/// <summary>A column whose value is only known as an object: a duplicated member.</summary>
internal sealed class ObjectColumn<T>(string name, NpgsqlDbType type, Func<T, object?> value) : StoredColumn<T>(name)
{
    internal override string InsertSql(SqlParameters parameters) => "$" + parameters.Next();

    internal override void Bind(NpgsqlParameterCollection parameters, T document, WriteContext context) =>
        parameters.Add(new NpgsqlParameter { Value = value(document) ?? DBNull.Value, NpgsqlDbType = type });

    internal override bool CanBeArray => (type & NpgsqlDbType.Array) == 0 && type != NpgsqlDbType.Unknown;

    internal override IColumnArray<T> CreateArray(int capacity) => new ObjectArray<T>(capacity, type, value);

    internal override Task CopyAsync(NpgsqlBinaryImporter importer, T document, WriteContext context, CancellationToken token)
    {
        var current = value(document);
        return current is null ? importer.WriteNullAsync(token) : importer.WriteAsync(current, type, token);
    }
}
