namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

public class UuidV4Topic : UuidDocument, ITopic<Guid>
{
    public string Name { get; set; } = "";
}
