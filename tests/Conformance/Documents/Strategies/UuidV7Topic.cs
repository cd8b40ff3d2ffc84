namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

public class UuidV7Topic : UuidV7Document, ITopic<Guid>
{
    public string Name { get; set; } = "";
}
