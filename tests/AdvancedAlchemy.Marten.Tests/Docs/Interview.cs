namespace AdvancedAlchemy.Marten.Tests.Docs;

#region interview
public partial class Interview : UuidDocument, ISlugged
{
    public string Title { get; set; } = "";

    public string Guest { get; set; } = "";

    IEnumerable<string?> ISlugged.SlugCandidates => [Title, $"{Title} {Guest}"];
}
#endregion
