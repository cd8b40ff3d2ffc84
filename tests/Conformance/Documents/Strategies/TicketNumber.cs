namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

public readonly struct TicketNumber : IIdGenerator<string>
{
    public static string NewId() => "T-" + NanoId.NewId();
}
