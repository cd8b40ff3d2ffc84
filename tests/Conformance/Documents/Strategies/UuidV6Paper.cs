namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

/// <summary>UUIDs of version 6.</summary>
public class UuidV6Paper : UuidV6AuditDocument, IPaper<UuidV6Paper, Guid>
{
    public string Title { get; set; } = "";

    public string Slug { get; set; } = "";

    public List<Guid> TopicIds { get; set; } = [];

    public List<Guid> SourceIds { get; set; } = [];
}
