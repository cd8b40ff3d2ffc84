namespace Marten;

/// <summary>A subclass and what it is called in the database.</summary>
public class MappedType(Type type, string? alias = null)
{
    public Type Type { get; set; } = type;

    /// <summary>What <c>mt_doc_type</c> says of its documents; null for the name of the type.</summary>
    public string? Alias { get; set; } = alias;

    public static implicit operator MappedType(Type type) => new(type);
}
