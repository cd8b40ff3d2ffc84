namespace AdvancedAlchemy.Marten;

/// <summary>A slug that a document had before, kept where <see cref="SlugSettings{T}.KeepOld"/> says so. Delete it to set the slug free.</summary>
public sealed class OldSlug
{
    /// <summary>A digest of the type, tenant, scope and slug.</summary>
    public string Id { get; set; } = "";

    /// <summary>The slug.</summary>
    public string Slug { get; set; } = "";

    /// <summary>Marten's alias of the document's type; that of the root in a hierarchy.</summary>
    public string DocumentAlias { get; set; } = "";

    /// <summary>The id of the document that had the slug, as text.</summary>
    public string DocumentId { get; set; } = "";

    /// <summary>The document's tenant; null for a type without tenants.</summary>
    public string? DocumentTenant { get; set; }

    /// <summary>The value within which the slug was unique, as text; null when there was none.</summary>
    public string? Scope { get; set; }

    /// <summary>When the document got another slug, in UTC.</summary>
    public DateTimeOffset ReplacedAt { get; set; }
}
