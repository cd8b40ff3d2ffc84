using System.Text.Json.Serialization;
using AdvancedAlchemy.Marten;

namespace Blog.Model;

/// <summary>A blog post: a sequential id and audit stamps from its base, a slug from its title, tags as a list of ids.</summary>
public class Post : BigIntAuditDocument, ISlugged
{
    public string Title { get; set; } = "";

    public string Content { get; set; } = "";

    public bool Published { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public string? Author { get; set; }

    public string Slug { get; set; } = "";

    public List<long> TagIds { get; set; } = [];

    /// <summary>The file it was imported from; unique, so that a second import finds it.</summary>
    public string? Source { get; set; }

    /// <summary>What the slug is made of instead of the title, for posts that had an address before.</summary>
    [JsonIgnore]
    public string? SlugHint { get; set; }

    string ISlugged.SlugSource => string.IsNullOrEmpty(SlugHint) ? Title : SlugHint;
}
