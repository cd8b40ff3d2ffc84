namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

/// <summary>Ids without gaps.</summary>
public class IdentityPaper : IdentityAuditDocument, IPaper<IdentityPaper, long>
{
    public string Title { get; set; } = "";

    public string Slug { get; set; } = "";

    public List<long> TopicIds { get; set; } = [];

    public List<long> SourceIds { get; set; } = [];
}
