namespace AdvancedAlchemy.Marten.Tests.Slugs;

public partial class Chapter : UuidDocument, ISlugged
{
    [SlugScope]
    public Guid? BookId { get; set; }

    public string Title { get; set; } = "";
}
