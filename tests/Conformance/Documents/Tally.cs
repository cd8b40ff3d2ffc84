using JasperFx.Events;
using Marten.Events.Aggregation;

namespace AdvancedAlchemy.Marten.Conformance.Documents;

public sealed record Counted(int Number);

public class Tally : UuidAuditDocument
{
    public int Sum { get; set; }
}

public partial class TallyProjection : SingleStreamProjection<Tally, Guid>
{
    public void Apply(Counted counted, Tally tally) => tally.Sum += counted.Number;

    public override Tally ApplyMetadata(Tally snapshot, IEvent lastEvent) => snapshot.StampFrom(lastEvent);
}
