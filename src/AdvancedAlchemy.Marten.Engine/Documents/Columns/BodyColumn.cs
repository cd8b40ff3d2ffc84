using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Documents;

/// <summary>The document itself, as jsonb.</summary>
internal sealed class BodyColumn<T>(DocumentCodec<T> codec) : StoredColumn<T>("data")
{
    internal override string InsertSql(SqlParameters parameters) => "$" + parameters.Next();

    internal override void Bind(NpgsqlParameterCollection parameters, T document, WriteContext context) =>
        parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = codec.Write(document, context.Bodies), NpgsqlDbType = NpgsqlDbType.Jsonb });

    internal override IColumnArray<T> CreateArray(int capacity) =>
        new ColumnArray<T, ReadOnlyMemory<byte>>(capacity, NpgsqlDbType.Jsonb, (document, context) => codec.Write(document, context.Bodies));

    internal override async Task CopyAsync(NpgsqlBinaryImporter importer, T document, WriteContext context, CancellationToken token)
    {
        await importer.WriteAsync(codec.Write(document, context.Bodies), NpgsqlDbType.Jsonb, token).ConfigureAwait(false);
        context.Bodies.Reset();
    }
}
