namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

/// <summary>Random UUIDs.</summary>
public class UuidV4Paper : UuidAuditDocument, IPaper<UuidV4Paper, Guid>
{
    public string Title { get; set; } = "";

    public string Slug { get; set; } = "";

    public List<Guid> TopicIds { get; set; } = [];

    public List<Guid> SourceIds { get; set; } = [];
}
