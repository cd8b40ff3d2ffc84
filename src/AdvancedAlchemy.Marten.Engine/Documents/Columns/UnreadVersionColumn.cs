using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Documents;

/// <summary>The Guid version of a type that never reads it back: the server may as well make it.</summary>
internal sealed class UnreadVersionColumn<T>() : StoredColumn<T>("mt_version")
{
    internal override string InsertSql(SqlParameters parameters) => "gen_random_uuid()";

    internal override string ConflictSql(string table, string inserted) => inserted;

    internal override void Bind(NpgsqlParameterCollection parameters, T document, WriteContext context)
    {
    }

    internal override Task CopyAsync(NpgsqlBinaryImporter importer, T document, WriteContext context, CancellationToken token) =>
        importer.WriteAsync(context.Version, NpgsqlDbType.Uuid, token);
}
