namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

public class IdentityTopic : IdentityDocument, ITopic<long>
{
    public string Name { get; set; } = "";
}
