using Weasel.Core;

namespace Weasel.Postgresql.Tables;

/// <summary>An index of a table.</summary>
public class IndexDefinition : INamed
{
    private string? _name;

    public IndexDefinition(string indexName)
    {
        _name = indexName;
    }

    protected IndexDefinition()
    {
    }

    public string Name
    {
        get => _name ?? deriveIndexName();
        set => _name = value;
    }

    public virtual string[]? Columns { get; set; }

    public virtual string[]? IncludeColumns { get; set; }

    public bool IsUnique { get; set; }

    public bool IsConcurrent { get; set; }

    public IndexMethod Method { get; set; } = IndexMethod.btree;

    public string? CustomMethod { get; set; }

    public SortOrder SortOrder { get; set; } = SortOrder.Asc;

    public NullsSortOrder NullsSortOrder { get; set; } = NullsSortOrder.None;

    public bool NullsNotDistinct { get; set; }

    /// <summary>The condition of a partial index, as PostgreSQL prints it.</summary>
    public string? Predicate { get; set; }

    /// <summary>An operator class or function around each column; <c>?</c> stands for the column.</summary>
    public string? Mask { get; set; }

    public string? Collation { get; set; }

    public string? TableSpace { get; set; }

    public int? FillFactor { get; set; }

    public IndexDefinition AgainstColumns(params string[] columns)
    {
        Columns = columns;
        return this;
    }

    public void ToGinWithJsonbPathOps()
    {
        Method = IndexMethod.gin;
        Mask = "? jsonb_path_ops";
    }

    internal bool HasExplicitName => _name is not null;

    protected virtual string deriveIndexName() => throw new InvalidOperationException("The index needs a name");
}
