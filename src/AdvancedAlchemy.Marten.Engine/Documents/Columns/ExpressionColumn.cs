using Npgsql;

namespace Marten.Engine.Documents;

/// <summary>A column that the server computes, by an expression in statements and by its default in a copy.</summary>
internal sealed class ExpressionColumn<T>(string name, string sql) : StoredColumn<T>(name)
{
    internal override bool IsCopied => false;

    internal override string InsertSql(SqlParameters parameters) => sql;

    internal override string ConflictSql(string table, string inserted) => sql;

    internal override void Bind(NpgsqlParameterCollection parameters, T document, WriteContext context)
    {
    }

    internal override Task CopyAsync(NpgsqlBinaryImporter importer, T document, WriteContext context, CancellationToken token) =>
        throw new InvalidOperationException($"{Name} is left to its default");
}
