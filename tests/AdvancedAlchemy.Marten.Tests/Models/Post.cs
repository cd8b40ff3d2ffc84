
namespace AdvancedAlchemy.Marten.Tests.Models;

#region post
/// <summary>The Post of Advanced Alchemy's documentation.</summary>
public class Post : BigIntAuditDocument
{
    public string Title { get; set; } = "";

    public string Content { get; set; } = "";

    public bool Published { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public List<long> TagIds { get; set; } = [];
}
#endregion
