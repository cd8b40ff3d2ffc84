namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

/// <summary>Ids from HiLo.</summary>
public class BigIntPaper : BigIntAuditDocument, IPaper<BigIntPaper, long>
{
    public string Title { get; set; } = "";

    public string Slug { get; set; } = "";

    public List<long> TopicIds { get; set; } = [];

    public List<long> SourceIds { get; set; } = [];
}
