using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Documents;

/// <summary>The numeric revision. The requested one is the operation's; 0 stands for one more than the row has.</summary>
/// <param name="isInteger">Whether the column is no bigint.</param>
/// <param name="stream">The version of the document's stream, where it is made of one.</param>
internal sealed class RevisionColumn<T>(bool isInteger, StreamVersion? stream) : StoredColumn<T>("mt_version")
{
    internal override string InsertSql(SqlParameters parameters)
    {
        var requested = "$" + parameters.Next();
        return $"case when {requested} = 0 then {First()} else {requested} end";
    }

    internal override string UpdateSql(SqlParameters parameters, string table) => Advance(table, "$" + parameters.Next());

    internal override string ConflictSql(string table, string inserted) => Advance(table, Requested(inserted));

    internal override void Bind(NpgsqlParameterCollection parameters, T document, WriteContext context) =>
        parameters.Add(new NpgsqlParameter<long> { TypedValue = context.Revision, NpgsqlDbType = NpgsqlDbType.Bigint });

    internal override IColumnArray<T> CreateArray(int capacity) =>
        new ColumnArray<T, long>(capacity, NpgsqlDbType.Bigint, static (_, context) => context.Revision);

    internal override Task CopyAsync(NpgsqlBinaryImporter importer, T document, WriteContext context, CancellationToken token) =>
        isInteger
            ? importer.WriteAsync(checked((int)context.Revision), NpgsqlDbType.Integer, token)
            : importer.WriteAsync(context.Revision, NpgsqlDbType.Bigint, token);

    /// <summary>The parameter in the text that <see cref="InsertSql"/> has made.</summary>
    internal static string Requested(string inserted) => inserted["case when ".Length..inserted.IndexOf(" = 0", StringComparison.Ordinal)];

    /// <summary>The revision of a row that is inserted without one being asked for.</summary>
    /// <param name="source">What the values of key columns come from; null where they are the first parameters.</param>
    internal string First(string? source = null) => stream is null ? "1" : $"coalesce({(source is null ? stream.OfParameters : stream.Of(source))}, 1)";

    /// <summary>The revision of a row that is written again without one being asked for.</summary>
    internal string Next(string table) => stream is null ? $"{table}.mt_version + 1" : $"coalesce({stream.Of(table)}, {table}.mt_version + 1)";

    private string Advance(string table, string requested) => $"case when {requested} = 0 then {Next(table)} else {requested} end";
}
