namespace AdvancedAlchemy.Marten;

/// <summary>A document with a slug: the part of a URL that stands for it, generated when it is saved without one.</summary>
/// <remarks>
/// Slugs are unique by an index that comes with the type: among the documents of a tenant where there are tenants, and among those
/// that are not deleted where deletion is soft. A document keeps its slug when its source changes; clear the slug to have a new one
/// made. Documents that are saved at the same time with the same source get <c>title</c>, <c>title-2</c>, <c>title-3</c> ...
/// A slug can be unique within a parent only: <see cref="SlugScopeAttribute"/>.
/// In a <c>partial</c> type both members are generated, <see cref="SlugSource"/> from the property <c>Title</c> or else <c>Name</c>.
/// </remarks>
/// <example>
/// <code>
/// public partial class Tag : BigIntAuditDocument, ISlugged
/// {
///     public string Name { get; set; } = "";
/// }
///
/// // the same by hand
/// public class Tag : BigIntAuditDocument, ISlugged
/// {
///     public string Name { get; set; } = "";
///     public string Slug { get; set; } = "";
///     string ISlugged.SlugSource => Name;
/// }
/// </code>
/// </example>
public interface ISlugged
{
    /// <summary>The slug; empty until the document is saved. At most <see cref="SlugLimits.MaxLength"/> characters when generated.</summary>
    string Slug { get; set; }

    /// <summary>What the slug is made of: a title, a name. Implement it explicitly, so that it is not stored a second time.</summary>
    string? SlugSource { get; }

    /// <summary>What is tried in this order before a number is appended to the first: a title, a title with its author ...</summary>
    /// <value>The default is <see cref="SlugSource"/> alone. Empty ones are passed over. Implement it explicitly, as the source.</value>
    /// <example><code>IEnumerable&lt;string?> ISlugged.SlugCandidates => [Title, $"{Title} {Author}"];</code></example>
    IEnumerable<string?> SlugCandidates => [SlugSource];
}
