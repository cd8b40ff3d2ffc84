namespace AdvancedAlchemy.Marten.Tests.Slugs;

public partial class Headline : UuidDocument, ISlugged
{
    public string Title { get; set; } = "";

    public string? Author { get; set; }

    public DateTimeOffset Stamp { get; set; }

    string ISlugged.SlugSource => Title == "broken" ? throw new FormatException("broken") : Title;

    IEnumerable<string?> ISlugged.SlugCandidates => [((ISlugged)this).SlugSource, Author is null ? null : $"{Title} {Author}"];
}
