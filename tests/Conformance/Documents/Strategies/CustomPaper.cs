namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

/// <summary>Ids of a generator of the user's own.</summary>
public class CustomPaper : AuditDocument<string, TicketNumber>, IPaper<CustomPaper, string>
{
    public string Title { get; set; } = "";

    public string Slug { get; set; } = "";

    public List<string> TopicIds { get; set; } = [];

    public List<string> SourceIds { get; set; } = [];
}
