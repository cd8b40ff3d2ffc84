namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

/// <summary>Strong-typed ids.</summary>
public class StrongPaper : AuditDocument<PaperId, PaperIds>, IPaper<StrongPaper, PaperId>
{
    public string Title { get; set; } = "";

    public string Slug { get; set; } = "";

    public List<PaperId> TopicIds { get; set; } = [];

    public List<PaperId> SourceIds { get; set; } = [];
}
