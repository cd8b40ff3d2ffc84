namespace AdvancedAlchemy.Marten.Tests.Docs;

#region talk
public partial class Talk : UuidDocument, ISlugged
{
    public string Title { get; set; } = "";        // the slug's source: Title, or else Name
}
#endregion
