using Marten.Engine.Schema;
using Npgsql;

namespace Marten.Engine.Documents;

/// <summary>A column of a document table that knows how to write itself.</summary>
internal abstract class StoredColumn<T>(string name)
{
    internal string Name { get; } = name;

    /// <summary>Whether inserts name it; a column that is left to its default is not.</summary>
    internal virtual bool IsInserted => true;

    /// <summary>Whether updates set it.</summary>
    internal virtual bool IsUpdated => true;

    /// <summary>The value in an insert: a parameter or an expression.</summary>
    internal abstract string InsertSql(SqlParameters parameters);

    /// <summary>The value in an update.</summary>
    internal virtual string UpdateSql(SqlParameters parameters, string table) => InsertSql(parameters);

    /// <summary>The value in the conflict part of an upsert.</summary>
    internal virtual string ConflictSql(string table, string inserted) => "excluded." + Identifier.Quote(Name);

    /// <summary>Adds the parameters that the SQL asked for, in the same order.</summary>
    internal abstract void Bind(NpgsqlParameterCollection parameters, T document, WriteContext context);

    /// <summary>
    /// Collects the values of many documents for one statement over unnest; null when the server makes the value, and
    /// <see cref="InsertSql"/> is used as it is.
    /// </summary>
    internal virtual IColumnArray<T>? CreateArray(int capacity) => null;

    /// <summary>Whether the values can be passed as an array: not when each is an array itself.</summary>
    internal virtual bool CanBeArray => true;

    /// <summary>Writes the value into a binary copy.</summary>
    internal abstract Task CopyAsync(NpgsqlBinaryImporter importer, T document, WriteContext context, CancellationToken token);

    /// <summary>Whether a copy leaves it to the column's default.</summary>
    internal virtual bool IsCopied => true;
}
