namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

/// <summary>NanoIDs.</summary>
public class NanoIdPaper : NanoIdAuditDocument, IPaper<NanoIdPaper, string>
{
    public string Title { get; set; } = "";

    public string Slug { get; set; } = "";

    public List<string> TopicIds { get; set; } = [];

    public List<string> SourceIds { get; set; } = [];
}
