using AdvancedAlchemy.Marten;

namespace Blog.Model;

/// <summary>The seed's article: a random UUID, a slug of its title and audit stamps, none of which is written by hand.</summary>
public partial class Article : UuidDocument, ISlugged, IAudited
{
    public string Title { get; set; } = "";

    public string Content { get; set; } = "";
}
