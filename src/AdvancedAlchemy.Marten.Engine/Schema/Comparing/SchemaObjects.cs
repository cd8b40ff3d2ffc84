namespace Marten.Engine.Schema;

/// <summary>Checks a set of objects before anything is asked of the server, and removes repetitions.</summary>
internal static class SchemaObjects
{
    public static IReadOnlyList<SchemaObject> Prepare(IEnumerable<SchemaObject> objects, int nameDataLength)
    {
        var unique = new Dictionary<(SchemaObjectKind, ObjectName, string), SchemaObject>();
        foreach (var item in objects)
        {
            Check(item, nameDataLength);
            if (unique.TryAdd((item.Kind, item.Name, item.Signature), item) || item is not TableModel table) continue;
            var first = (TableModel)unique[(item.Kind, item.Name, item.Signature)];
            if (!ReferenceEquals(first, table) && SchemaPlan.ToSql(Ddl.Create(first)) != SchemaPlan.ToSql(Ddl.Create(table)))
            {
                throw new ArgumentException($"The table {table.Name} is configured twice, in different ways.", nameof(objects));
            }
        }

        CheckIndexNames(unique.Values.OfType<TableModel>());
        return [.. unique.Values.OrderBy(x => x.Kind)];
    }

    private static void Check(SchemaObject item, int limit)
    {
        if (item.Kind != SchemaObjectKind.Extension) Identifier.Check(item.Name.Schema, limit);
        Identifier.Check(item.Name.Name, limit);
        if (item is not TableModel table) return;

        foreach (var column in table.Columns) Identifier.Check(column.Name, limit);
        if (table.PrimaryKey is { } key) Identifier.Check(key.Name, limit);
        foreach (var index in table.ManagedIndexes) Identifier.Check(index.Name, limit);
        foreach (var foreignKey in table.ForeignKeys) Identifier.Check(foreignKey.Name, limit);
        if (table.Partitioning is not null)
        {
            Identifier.Check(table.TruePartition.Name, limit);
            Identifier.Check(table.DefaultPartition.Name, limit);
        }

        var repeated = table.Columns.GroupBy(x => x.Name).FirstOrDefault(x => x.Count() > 1);
        if (repeated is not null) throw new ArgumentException($"The column '{repeated.Key}' is configured twice on the table {table.Name}.", nameof(item));
    }

    // an index's name is unique in its schema, not only on its table
    private static void CheckIndexNames(IEnumerable<TableModel> tables)
    {
        var names = new Dictionary<ObjectName, (TableModel Table, string Sql)>();
        foreach (var table in tables)
        {
            foreach (var index in table.Indexes.Where(x => !table.IgnoredIndexes.Contains(x.Name)))
            {
                var sql = Ddl.CreateIndex(table, index, concurrently: false);
                var name = new ObjectName(table.Name.Schema, index.Name);
                if (names.TryAdd(name, (table, sql)) || names[name].Sql == sql) continue;
                var first = names[name].Table;
                throw new ArgumentException(
                    ReferenceEquals(first, table)
                        ? $"The index name '{index.Name}' is configured twice on the table {table.Name}, for different indexes. Name one of them explicitly."
                        : $"The index name '{index.Name}' is configured on the tables {first.Name} and {table.Name}; it must be unique in the schema.",
                    nameof(tables));
            }
        }
    }
}
