namespace Marten.Engine.Schema;

/// <summary>Objects as SQL.</summary>
internal static class Ddl
{
    /// <summary>What makes null a value of a unique index; since PostgreSQL 15.</summary>
    public const string NullsNotDistinct = "NULLS NOT DISTINCT";

    /// <summary>Everything that creates an object, for each phase.</summary>
    public static IReadOnlyList<SchemaStatement> Create(SchemaObject item)
    {
        var right = $"CREATE on the schema {item.Name.Schema} for {item.Name}";
        return item switch
        {
            TableModel table => [.. CreateTable(table, right)],
            FunctionModel function => [new(function.NeedsTables ? SchemaPhase.LateFunction : SchemaPhase.Function, function.Sql, right)],
            SequenceModel sequence => [.. CreateSequence(sequence, right)],
            ExtensionModel extension =>
            [
                new(
                    SchemaPhase.Extension,
                    $"CREATE EXTENSION IF NOT EXISTS {Identifier.Quote(extension.ExtensionName)}",
                    $"the right to install the extension {extension.ExtensionName} (CREATE on the database, or a superuser for an untrusted one)"),
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(item), item, "unknown kind of object"),
        };
    }

    /// <summary>Guarded by itself: IF NOT EXISTS would need the right to create schemas even when there is nothing to do.</summary>
    public static SchemaStatement CreateSchema(string schema)
    {
        var create = $"CREATE SCHEMA {Identifier.Quote(schema)}";
        var body = $"""

            BEGIN
                IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = {Identifier.Literal(schema)}) THEN
                    EXECUTE {Identifier.Literal(create)};
                END IF;
            END

            """;
        return new(SchemaPhase.Schema, $"DO {Identifier.DollarQuoted(body)}", $"CREATE on the database for the schema {schema}");
    }

    public static string Column(ColumnModel column) =>
        $"{Identifier.Quote(column.Name)} {column.Type}"
        + (column.NotNull ? " NOT NULL" : "")
        + (column.Default is null ? "" : $" DEFAULT {column.Default}");

    public static string PrimaryKey(PrimaryKeyModel key) => $"CONSTRAINT {Identifier.Quote(key.Name)} PRIMARY KEY ({Identifier.List(key.Columns)})";

    public static string CreateTruePartition(TableModel table) =>
        $"CREATE TABLE {table.TruePartition.Quoted} PARTITION OF {table.Name.Quoted} FOR VALUES IN (true)";

    public static string CreateDefaultPartition(TableModel table) =>
        $"CREATE TABLE {table.DefaultPartition.Quoted} PARTITION OF {table.Name.Quoted} DEFAULT";

    public static string CreateIndex(TableModel table, IndexModel index, bool concurrently)
    {
        var sql = $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX {(concurrently ? "CONCURRENTLY " : "")}{Identifier.Quote(index.Name)} "
            + $"ON {table.Name.Quoted} USING {index.Method} ({string.Join(", ", index.Elements.Select(x => Element(table, x)))})";
        if (index.Include.Count > 0) sql += $" INCLUDE ({Identifier.List(index.Include)})";
        if (index.NullsNotDistinct) sql += " " + NullsNotDistinct;
        if (index.StorageParameters.Count > 0) sql += $" WITH ({string.Join(", ", index.StorageParameters.Select(x => $"{x.Key} = {x.Value}"))})";
        if (index.Tablespace is not null) sql += $" TABLESPACE {Identifier.Quote(index.Tablespace)}";
        return index.Predicate is null ? sql : $"{sql} WHERE ({index.Predicate})";
    }

    public static SchemaStatement AddForeignKey(TableModel table, ForeignKeyModel key) => new(
        SchemaPhase.ForeignKey,
        $"ALTER TABLE {table.Name.Quoted} ADD CONSTRAINT {Identifier.Quote(key.Name)} FOREIGN KEY ({Identifier.List(key.Columns)}) "
        + $"REFERENCES {key.References.Quoted} ({Identifier.List(key.ReferencedColumns)}){On("DELETE", key.OnDelete)}{On("UPDATE", key.OnUpdate)}",
        $"ownership of the table {table.Name} and REFERENCES on {key.References}");

    private static IEnumerable<SchemaStatement> CreateTable(TableModel table, string right)
    {
        var lines = table.Columns.Select(Column).Concat(table.PrimaryKey is { } key ? [PrimaryKey(key)] : []);
        var by = table.Partitioning is { } partitioning ? $" PARTITION BY LIST ({Identifier.Quote(partitioning.Column)})" : "";
        yield return new(SchemaPhase.Table, $"CREATE TABLE {table.Name.Quoted} (\n    {string.Join(",\n    ", lines)}\n){by}", right);
        if (table.Partitioning is not null)
        {
            yield return new(SchemaPhase.Table, CreateTruePartition(table), right);
            yield return new(SchemaPhase.Table, CreateDefaultPartition(table), right);
        }

        // a new table has no writers to block, so its indexes need no concurrent build
        foreach (var index in table.ManagedIndexes) yield return new(SchemaPhase.Index, CreateIndex(table, index, concurrently: false), right);
        foreach (var foreignKey in table.ForeignKeys) yield return AddForeignKey(table, foreignKey);
    }

    private static IEnumerable<SchemaStatement> CreateSequence(SequenceModel sequence, string right)
    {
        var start = sequence.StartWith is { } first ? $" START WITH {first.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : "";
        yield return new(SchemaPhase.Sequence, $"CREATE SEQUENCE {sequence.Name.Quoted}{start}", right);
        if (sequence is { OwnerTable: { } table, OwnerColumn: { } column })
        {
            yield return new(
                SchemaPhase.Ownership,
                $"ALTER SEQUENCE {sequence.Name.Quoted} OWNED BY {table.Quoted}.{Identifier.Quote(column)}",
                $"ownership of the table {table}");
        }
    }

    private static string Element(TableModel table, IndexElement element)
    {
        var text = element.Expression.Trim();
        var column = table.Columns.FirstOrDefault(x => x.Name == text || Identifier.Quote(x.Name) == text);
        var sql = column is not null ? Identifier.Quote(column.Name) : IsEnclosed(text) ? text : $"({text})";
        if (element.Collation is not null) sql += $" COLLATE {Identifier.Quote(element.Collation)}";
        if (element.OperatorClass is not null) sql += $" {element.OperatorClass}";
        if (element.Descending) sql += " DESC";
        return element.NullsFirst is { } first ? $"{sql} NULLS {(first ? "FIRST" : "LAST")}" : sql;
    }

    /// <summary>Whether the parenthesis at the start ends at the end; quotes hide the ones inside them.</summary>
    private static bool IsEnclosed(string text)
    {
        if (!text.StartsWith('(')) return false;
        var depth = 0;
        char quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '\'' or '"') quote = c;
            else if (c == '(') depth++;
            else if (c == ')' && --depth == 0) return i == text.Length - 1;
        }

        return false;
    }

    private static string On(string what, ReferentialAction action) => action switch
    {
        ReferentialAction.NoAction => "",
        ReferentialAction.Restrict => $" ON {what} RESTRICT",
        ReferentialAction.Cascade => $" ON {what} CASCADE",
        ReferentialAction.SetNull => $" ON {what} SET NULL",
        _ => $" ON {what} SET DEFAULT",
    };
}
