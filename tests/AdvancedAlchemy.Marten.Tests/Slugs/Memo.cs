namespace AdvancedAlchemy.Marten.Tests.Slugs;

/// <summary>Without revisions, so that whoever comes last wins.</summary>
public class Memo : DefaultDocument, ISlugged
{
    public Guid Id { get; set; }

    public string Slug { get; set; } = "";

    string? ISlugged.SlugSource => null;
}
