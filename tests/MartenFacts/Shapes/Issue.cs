namespace MartenFacts.Shapes;

public class Issue
{
    public Guid Id { get; set; }

    public string Title { get; set; } = "";

    public int Points { get; set; }

    public Guid? AssigneeId { get; set; }

    public Guid ReporterId { get; set; }

    public string? AssigneeName { get; set; }

    public Guid? ParentId { get; set; }

    public List<Guid> WatcherIds { get; set; } = [];

    public Guid[]? VoterIds { get; set; }

    public List<Comment> Comments { get; set; } = [];
}
