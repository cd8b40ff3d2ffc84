namespace Marten.Engine.Schema;

/// <summary>Compares a configured table with the existing one as text, in canonical form.</summary>
internal static class TableComparison
{
    // expressions of "now", whose value the real package once stored instead of the expression
    private static readonly HashSet<string> Now = ["now()", "transaction_timestamp()", "current_timestamp"];

    /// <summary>What differs as text; the server may still find it to be the same.</summary>
    public static SettledDifferences Suspects(TableModel table, ExistingTable existing)
    {
        var indexes = table.ManagedIndexes.Where(x => existing.Index(x.Name) is { } found && !Same(table, x, found));
        var columns = table.Columns.Select(x => (Wanted: x, Found: existing.Column(x.Name))).Where(x => x.Found is not null).ToList();
        return new(
            indexes.Select(x => x.Name).ToHashSet(),
            columns.Where(x => !SameDefault(x.Wanted, x.Found!)).Select(x => x.Wanted.Name).ToHashSet(),
            columns.Where(x => !SameType(x.Wanted, x.Found!)).Select(x => x.Wanted.Name).ToHashSet());
    }

    public static bool Same(TableModel table, IndexModel wanted, ExistingIndex found)
    {
        if (!found.IsValid || (wanted.Tablespace is not null && wanted.Tablespace != (found.Tablespace ?? "pg_default"))) return false;
        return Canonical(table, Ddl.CreateIndex(table, wanted, concurrently: false)) == Canonical(table, found.Definition);
    }

    public static string Canonical(TableModel table, string definition) =>
        CanonicalForm.Index(definition, table.Columns.Where(x => TypeName.IsText(x.Type)).Select(x => x.Name).ToHashSet());

    /// <summary>A default that is only in the database does no harm, so it stays.</summary>
    public static bool SameDefault(ColumnModel wanted, ExistingColumn found)
    {
        if (wanted.Default is null || found.IsGenerated) return true;
        if (found.Default is null) return false;
        var canonical = CanonicalForm.Expression(wanted.Default);
        var existing = CanonicalForm.Expression(found.Default);
        return canonical == existing || (Now.Contains(canonical) && existing.StartsWith("cast('", StringComparison.Ordinal));
    }

    public static bool SameType(ColumnModel wanted, ExistingColumn found) => TypeName.Normalize(wanted.Type) == TypeName.Normalize(found.Type);
}
