using Marten.Engine.Schema;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Documents;

/// <summary>The full name of the document's type: fixed, so it is part of the statement.</summary>
internal sealed class DotNetTypeColumn<T>() : StoredColumn<T>("mt_dotnet_type")
{
    private static readonly string FullName = typeof(T).FullName!;

    internal override string InsertSql(SqlParameters parameters) => Identifier.Literal(FullName);

    internal override void Bind(NpgsqlParameterCollection parameters, T document, WriteContext context)
    {
    }

    internal override Task CopyAsync(NpgsqlBinaryImporter importer, T document, WriteContext context, CancellationToken token) =>
        importer.WriteAsync(FullName, NpgsqlDbType.Varchar, token);
}
