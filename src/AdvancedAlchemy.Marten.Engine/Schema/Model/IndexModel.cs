namespace Marten.Engine.Schema;

/// <summary>An index of a table.</summary>
internal sealed record IndexModel(string Name, IReadOnlyList<IndexElement> Elements)
{
    public bool IsUnique { get; init; }

    /// <summary>The access method: <c>btree</c>, <c>gin</c>, <c>gist</c>, <c>brin</c>, <c>hash</c>.</summary>
    public string Method { get; init; } = "btree";

    /// <summary>The condition of a partial index as SQL text, without WHERE.</summary>
    public string? Predicate { get; init; }

    /// <summary>Columns carried along without being part of the key.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Two nulls count as equal in a unique index (PostgreSQL 15 and later).</summary>
    public bool NullsNotDistinct { get; init; }

    /// <summary>Built without blocking writers when the table already exists, after the transaction of the other changes.</summary>
    public bool Concurrent { get; init; }

    public string? Tablespace { get; init; }

    /// <summary>Such as <c>fillfactor</c> to <c>70</c>.</summary>
    public IReadOnlyDictionary<string, string> StorageParameters { get; init; } = new Dictionary<string, string>();
}
