namespace AdvancedAlchemy.Marten;

/// <summary>What a slug leads to.</summary>
/// <typeparam name="T">The document's type.</typeparam>
/// <param name="Document">The document.</param>
/// <param name="IsCurrent">Whether the slug is its own; false for one that it had before: redirect to <see cref="Slug"/>, with status 301 or 308.</param>
public sealed record SlugMatch<T>(T Document, bool IsCurrent) where T : ISlugged
{
    /// <summary>The slug that the document has now.</summary>
    public string Slug => Document.Slug;
}
