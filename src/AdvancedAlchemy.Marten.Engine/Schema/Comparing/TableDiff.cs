using Weasel.Core;

namespace Marten.Engine.Schema;

/// <summary>Compares one configured table with the existing one and writes the statements that add and change what differs.</summary>
/// <param name="table">The table as it should be.</param>
/// <param name="existing">The table as it is.</param>
/// <param name="settled">What looks different and is not.</param>
/// <param name="rekeyed">The tables whose primary key changes: foreign keys to them step aside meanwhile.</param>
/// <param name="known">The foreign keys that are configured, by table and name.</param>
internal sealed class TableDiff(
    TableModel table,
    ExistingTable existing,
    SettledDifferences settled,
    IReadOnlySet<ObjectName> rekeyed,
    IReadOnlySet<(ObjectName Table, string Name)> known)
{
    private readonly List<SchemaStatement> _statements = [];
    private readonly List<string> _reasons = [];
    private readonly string _name = table.Name.Quoted;

    public static bool Rekeys(TableModel table, ExistingTable existing) =>
        table.PrimaryKey is { } key && existing.PrimaryKey is { } found && !key.Columns.SequenceEqual(found.Columns);

    public SchemaChange Compute()
    {
        Partitioning();
        Columns();
        PrimaryKey();
        Indexes();
        ForeignKeys();
        if (_reasons.Count > 0) return new(table, SchemaPatchDifference.Invalid, [], string.Join(" ", _reasons));
        return new(table, _statements.Count > 0 ? SchemaPatchDifference.Update : SchemaPatchDifference.None, _statements);
    }

    private void Partitioning()
    {
        if (table.Partitioning is null)
        {
            if (existing.IsPartitioned) _reasons.Add($"it is partitioned by {existing.PartitionKey} and should not be; move the rows by hand.");
            return;
        }

        if (!existing.IsPartitioned || CanonicalKey() != Identifier.Quote(table.Partitioning.Column))
        {
            var how = existing.IsPartitioned ? $"is partitioned by {existing.PartitionKey}" : "is not partitioned";
            _reasons.Add($"it {how} and should be by LIST ({table.Partitioning.Column}); PostgreSQL cannot change that in place, move the rows by hand.");
            return;
        }

        if (!existing.Partitions.Contains("FOR VALUES IN (true)")) Alter(SchemaPhase.Table, Ddl.CreateTruePartition(table));
        if (!existing.Partitions.Contains("DEFAULT")) Alter(SchemaPhase.Table, Ddl.CreateDefaultPartition(table));

        string CanonicalKey() => existing.PartitionKey!.Replace("LIST (", "", StringComparison.Ordinal).TrimEnd(')');
    }

    private void Columns()
    {
        foreach (var column in table.Columns)
        {
            var found = existing.Column(column.Name);
            if (found is null)
            {
                foreach (var sql in ColumnChanges.Add(table, column)) Alter(SchemaPhase.Table, sql);
                continue;
            }

            var sameType = TableComparison.SameType(column, found) || settled.Types.Contains(column.Name);
            var sameDefault = TableComparison.SameDefault(column, found) || settled.Defaults.Contains(column.Name);
            if (!sameType)
            {
                var (sql, reason) = ColumnChanges.Retype(table, column, found);
                if (sql is not null) Alter(SchemaPhase.Table, sql);
                else _reasons.Add(reason!);
            }
            else if (!sameDefault)
            {
                Alter(SchemaPhase.Table, $"ALTER TABLE {_name} ALTER COLUMN {Identifier.Quote(column.Name)} SET DEFAULT {column.Default}");
            }

            // a column of the primary key refuses nulls by itself
            if (column.NotNull == found.NotNull || (found.NotNull && IsKey(column.Name))) continue;
            foreach (var sql in ColumnChanges.ChangeNullability(table, column)) Alter(SchemaPhase.Table, sql);
        }

        bool IsKey(string column) => (table.PrimaryKey?.Columns.Contains(column) ?? false) || (existing.PrimaryKey?.Columns.Contains(column) ?? false);
    }

    private void PrimaryKey()
    {
        if (table.PrimaryKey is not { } key) return;
        if (existing.PrimaryKey is not { } found)
        {
            Alter(SchemaPhase.Table, $"ALTER TABLE {_name} ADD {Ddl.PrimaryKey(key)}");
            return;
        }

        if (!Rekeys(table, existing)) return;
        foreach (var stranger in existing.References.Where(x => !known.Contains((x.Table, x.Definition.Name))))
        {
            _reasons.Add(
                $"its primary key ({string.Join(", ", found.Columns)}) should become ({string.Join(", ", key.Columns)}), "
                + $"but the foreign key {stranger.Definition.Name} of {stranger.Table}, which is not configured here, points to it; drop that first.");
        }

        Alter(SchemaPhase.Table, $"ALTER TABLE {_name} DROP CONSTRAINT {Identifier.Quote(found.Name)}, ADD {Ddl.PrimaryKey(key)}");
    }

    private void Indexes()
    {
        foreach (var index in table.ManagedIndexes)
        {
            var concurrently = index.Concurrent && !existing.IsPartitioned;
            var phase = concurrently ? SchemaPhase.Concurrent : SchemaPhase.Index;
            if (existing.Index(index.Name) is { } found)
            {
                if (settled.Indexes.Contains(index.Name) || TableComparison.Same(table, index, found)) continue;
                Alter(
                    concurrently ? phase : SchemaPhase.DropIndex,
                    found.Constraint is { } constraint
                        ? $"ALTER TABLE {_name} DROP CONSTRAINT {Identifier.Quote(constraint)}"
                        : $"DROP INDEX {(concurrently ? "CONCURRENTLY " : "")}{new ObjectName(table.Name.Schema, index.Name).Quoted}");
            }

            Alter(phase, Ddl.CreateIndex(table, index, concurrently));
        }
    }

    private void ForeignKeys()
    {
        foreach (var key in table.ForeignKeys)
        {
            var found = existing.ForeignKeys.Find(x => x.Definition.Name == key.Name)?.Definition;
            if (found is not null)
            {
                if (Same(key, found) && !rekeyed.Contains(found.References)) continue;
                Alter(SchemaPhase.DropForeignKey, $"ALTER TABLE {_name} DROP CONSTRAINT {Identifier.Quote(key.Name)}");
            }

            _statements.Add(Ddl.AddForeignKey(table, key));
        }
    }

    private static bool Same(ForeignKeyModel wanted, ForeignKeyModel found) =>
        wanted.References == found.References
        && wanted.Columns.SequenceEqual(found.Columns)
        && wanted.ReferencedColumns.SequenceEqual(found.ReferencedColumns)
        && wanted.OnDelete == found.OnDelete
        && wanted.OnUpdate == found.OnUpdate;

    private void Alter(SchemaPhase phase, string sql) => _statements.Add(new(phase, sql, $"ownership of the table {table.Name}"));
}
