namespace Marten.Engine.Schema;

/// <summary>The statements that add a column to a table with rows, or change one.</summary>
internal static class ColumnChanges
{
    private const string Version = "mt_version";

    public static IEnumerable<string> Add(TableModel table, ColumnModel column)
    {
        var name = table.Name.Quoted;
        var quoted = Identifier.Quote(column.Name);
        if (column.Backfill is null)
        {
            yield return $"ALTER TABLE {name} ADD COLUMN {Ddl.Column(column)}";
            yield break;
        }

        // ALTER TYPE fills the column in one rewrite of the table: no dead rows, and no trigger of another tool fires as for UPDATE
        yield return $"ALTER TABLE {name} ADD COLUMN {Ddl.Column(column with { NotNull = false })}";
        yield return $"ALTER TABLE {name} ALTER COLUMN {quoted} TYPE {column.Type} USING {Value(column)}";
        if (column.NotNull) yield return $"ALTER TABLE {name} ALTER COLUMN {quoted} SET NOT NULL";
    }

    public static (string? Sql, string? Reason) Retype(TableModel table, ColumnModel column, ExistingColumn found)
    {
        var quoted = Identifier.Quote(column.Name);
        var from = TypeName.Normalize(found.Type);
        var to = TypeName.Normalize(column.Type);
        string? value = null;
        if (column.Name == Version && (from, to) is ("uuid", "bigint" or "integer") or ("bigint" or "integer", "uuid") && column.Default is not null)
        {
            value = column.Default; // the two kinds of version have nothing in common: every row starts afresh
        }
        else if (column.Name == Version && (from, to) is ("bigint", "integer")) value = $"{quoted}::integer";
        else if (TypeName.Widens(from, to)) value = $"{quoted}::{column.Type}";
        else if (column.Backfill is not null) value = Value(column);
        if (value is null)
        {
            return (null, $"the column {column.Name} is {from} and should be {to}; values could be lost, change it by hand.");
        }

        // a default of the old type may have no cast to the new one
        var drop = found.Default is null ? "" : $"ALTER COLUMN {quoted} DROP DEFAULT, ";
        var set = column.Default is null ? "" : $", ALTER COLUMN {quoted} SET DEFAULT {column.Default}";
        return ($"ALTER TABLE {table.Name.Quoted} {drop}ALTER COLUMN {quoted} TYPE {column.Type} USING {value}{set}", null);
    }

    public static IEnumerable<string> ChangeNullability(TableModel table, ColumnModel column)
    {
        var name = table.Name.Quoted;
        var quoted = Identifier.Quote(column.Name);
        if (!column.NotNull)
        {
            yield return $"ALTER TABLE {name} ALTER COLUMN {quoted} DROP NOT NULL";
            yield break;
        }

        if (column.Backfill is not null || column.Default is not null) yield return $"UPDATE {name} SET {quoted} = {Value(column)} WHERE {quoted} IS NULL";
        yield return $"ALTER TABLE {name} ALTER COLUMN {quoted} SET NOT NULL";
    }

    private static string Value(ColumnModel column) => (column.Backfill, column.Default) switch
    {
        ({ } backfill, { } fallback) => $"coalesce(({backfill})::{column.Type}, {fallback})",
        ({ } backfill, null) => $"({backfill})::{column.Type}",
        (null, { } fallback) => fallback,
        _ => "NULL",
    };
}
