namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

public class CustomTopic : Document<string, TicketNumber>, ITopic<string>
{
    public string Name { get; set; } = "";
}
