namespace Marten.Engine.Schema;

/// <summary>A table as it should be. What the table in the database has beyond this is left alone.</summary>
internal sealed record TableModel(ObjectName Name) : SchemaObject(Name)
{
    public override SchemaObjectKind Kind => SchemaObjectKind.Table;

    /// <summary>The columns in physical order.</summary>
    public IReadOnlyList<ColumnModel> Columns { get; init; } = [];

    public PrimaryKeyModel? PrimaryKey { get; init; }

    public IReadOnlyList<IndexModel> Indexes { get; init; } = [];

    public IReadOnlyList<ForeignKeyModel> ForeignKeys { get; init; } = [];

    /// <summary>Names of indexes that are neither created nor changed, whatever <see cref="Indexes"/> says.</summary>
    public IReadOnlyList<string> IgnoredIndexes { get; init; } = [];

    public PartitionModel? Partitioning { get; init; }

    /// <summary>The indexes to look after: without the ignored ones and without exact repetitions.</summary>
    public IEnumerable<IndexModel> ManagedIndexes => Indexes.Where(x => !IgnoredIndexes.Contains(x.Name)).DistinctBy(x => x.Name);

    public ObjectName TruePartition => new(Name.Schema, $"{Name.Name}_{Partitioning?.TrueSuffix}");

    public ObjectName DefaultPartition => new(Name.Schema, $"{Name.Name}_default");
}
