namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

public class StrongTopic : Document<PaperId, PaperIds>, ITopic<PaperId>
{
    public string Name { get; set; } = "";
}
