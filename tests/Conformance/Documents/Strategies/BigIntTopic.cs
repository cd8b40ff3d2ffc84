namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

public class BigIntTopic : BigIntDocument, ITopic<long>
{
    public string Name { get; set; } = "";
}
