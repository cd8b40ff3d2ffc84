using AdvancedAlchemy.Marten;

namespace Blog.Model;

/// <summary>The seed's article: a random UUID, a slug and audit stamps.</summary>
public class Article : UuidAuditDocument, ISlugged
{
    public string Title { get; set; } = "";

    public string Content { get; set; } = "";

    public string Slug { get; set; } = "";

    string ISlugged.SlugSource => Title;
}
