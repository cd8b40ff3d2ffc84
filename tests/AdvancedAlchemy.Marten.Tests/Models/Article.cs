namespace AdvancedAlchemy.Marten.Tests.Models;

#region article
/// <summary>The Article of Advanced Alchemy's documentation: a base and two mixins.</summary>
public partial class Article : UuidDocument, ISlugged, IAudited
{
    public string Title { get; set; } = "";

    public string Content { get; set; } = "";
}
#endregion
