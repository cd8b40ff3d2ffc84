namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

public class MixinTopic : DefaultDocument, ITopic<Guid>
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";
}
