namespace Marten.Schema;

/// <summary>Whether a unique index is on an expression over the body or on a duplicated column.</summary>
public enum UniqueIndexType
{
    DuplicatedField = 0,
    Computed = 1,
}
