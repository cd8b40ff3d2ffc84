namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

/// <summary>UUIDs of version 7.</summary>
public class UuidV7Paper : UuidV7AuditDocument, IPaper<UuidV7Paper, Guid>
{
    public string Title { get; set; } = "";

    public string Slug { get; set; } = "";

    public List<Guid> TopicIds { get; set; } = [];

    public List<Guid> SourceIds { get; set; } = [];
}
