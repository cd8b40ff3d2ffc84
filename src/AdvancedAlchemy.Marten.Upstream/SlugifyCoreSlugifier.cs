using Slugify;

namespace AdvancedAlchemy.Marten.Upstream;

/// <summary>Slugs made by Slugify.Core: <c>a.Slugifier = new SlugifyCoreSlugifier()</c>.</summary>
/// <param name="helper">A configured helper; null for Slugify.Core's defaults.</param>
public sealed class SlugifyCoreSlugifier(ISlugHelper? helper = null) : ISlugifier
{
    private readonly ISlugHelper _helper = helper ?? new SlugHelper();

    /// <inheritdoc />
    public string Slugify(string? text) => string.IsNullOrEmpty(text) ? "" : _helper.GenerateSlug(text);
}
