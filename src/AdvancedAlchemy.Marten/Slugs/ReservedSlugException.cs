namespace AdvancedAlchemy.Marten;

/// <summary>A document was to be saved with a slug that is reserved. Nothing was saved.</summary>
/// <param name="documentType">The document's type.</param>
/// <param name="slug">The slug.</param>
public sealed class ReservedSlugException(Type documentType, string slug)
    : InvalidOperationException($"The slug '{slug}' of {documentType?.Name} is reserved. Assign another, or leave it empty to have one made.")
{
    /// <summary>The document's type.</summary>
    public Type DocumentType { get; } = documentType;

    /// <summary>The slug.</summary>
    public string Slug { get; } = slug;
}
