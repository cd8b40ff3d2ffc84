namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

public class NanoIdTopic : NanoIdDocument, ITopic<string>
{
    public string Name { get; set; } = "";
}
