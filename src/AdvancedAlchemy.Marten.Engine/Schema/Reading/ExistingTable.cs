namespace Marten.Engine.Schema;

/// <summary>A table as it is in the database, with everything on it, ours or not.</summary>
internal sealed record ExistingTable(ObjectName Name, bool IsPartitioned, string? PartitionKey)
{
    public List<ExistingColumn> Columns { get; } = [];

    public List<ExistingIndex> Indexes { get; } = [];

    public PrimaryKeyModel? PrimaryKey { get; set; }

    public List<ExistingForeignKey> ForeignKeys { get; } = [];

    /// <summary>The foreign keys, of any table, that point here.</summary>
    public List<ExistingForeignKey> References { get; } = [];

    /// <summary>The bounds of the partitions, such as <c>FOR VALUES IN (true)</c>.</summary>
    public List<string> Partitions { get; } = [];

    public ExistingColumn? Column(string name) => Columns.Find(x => x.Name == name);

    public ExistingIndex? Index(string name) => Indexes.Find(x => x.Name == name);
}
