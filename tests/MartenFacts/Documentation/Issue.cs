namespace MartenFacts.Documentation;

public class Issue
{
    public Guid Id { get; set; }

    public string Title { get; set; } = "";

    public Guid? AssigneeId { get; set; }

    public Guid? ReporterId { get; set; }

    public string? AssigneeName { get; set; }

    public string[] Tags { get; set; } = [];

    public List<Guid> Watchers { get; set; } = [];
}
