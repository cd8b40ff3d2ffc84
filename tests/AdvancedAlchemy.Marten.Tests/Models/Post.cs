
namespace AdvancedAlchemy.Marten.Tests.Models;

/// <summary>The seeds' Post.</summary>
public class Post : BigIntAuditDocument
{
    public string Title { get; set; } = "";

    public string Content { get; set; } = "";

    public bool Published { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public List<long> TagIds { get; set; } = [];
}
