namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

public class UuidV6Topic : UuidV6Document, ITopic<Guid>
{
    public string Name { get; set; } = "";
}
