using Marten.Schema.Indexing.Unique;
using Weasel.Postgresql.Tables;

namespace Marten.Schema;

/// <summary>An index on columns of a document table.</summary>
public class DocumentIndex : IndexDefinition
{
    private readonly DocumentMapping _parent;
    private readonly Func<string[]> _columns;
    private string[]? _explicit;

    public DocumentIndex(DocumentMapping parent, params string[] columns) : this(parent, () => columns)
    {
    }

    internal DocumentIndex(DocumentMapping parent, Func<string[]> columns)
    {
        _parent = parent;
        _columns = columns;
    }

    public TenancyScope TenancyScope { get; set; } = TenancyScope.Global;

    public override string[]? Columns
    {
        get => _explicit ?? _columns();
        set => _explicit = value;
    }

    /// <summary>What the index was made for, where its columns are not known before the serializer is.</summary>
    internal object? Owner { get; init; }

    internal Func<string>? NameSource { get; set; }

    public override string ToString() => $"DocumentIndex for {_parent.DocumentType} on columns {string.Join(", ", Columns ?? [])}";

    protected override string deriveIndexName() => NameSource?.Invoke()
        ?? $"{_parent.TableName.Name}_idx_{string.Join("_", Columns ?? [])}".ToLowerInvariant();
}
