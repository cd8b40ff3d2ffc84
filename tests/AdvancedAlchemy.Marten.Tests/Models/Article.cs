namespace AdvancedAlchemy.Marten.Tests.Models;

#region article
/// <summary>The seeds' Article: a base and two mixins.</summary>
public partial class Article : UuidDocument, ISlugged, IAudited
{
    public string Title { get; set; } = "";

    public string Content { get; set; } = "";
}
#endregion
