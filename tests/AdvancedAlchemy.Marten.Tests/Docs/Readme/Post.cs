namespace AdvancedAlchemy.Marten.Tests.Docs.Readme;

#region post
public partial class Post : BigIntAuditDocument, ISlugged    // id, CreatedAt, UpdatedAt, revision, Slug
{
    public string Title { get; set; } = "";
    public List<long> TagIds { get; set; } = [];             // many-to-many
}
#endregion
