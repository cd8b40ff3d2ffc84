namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

public readonly struct PaperIds : IIdGenerator<PaperId>
{
    public static PaperId NewId() => new(UuidV7.NewId());
}
