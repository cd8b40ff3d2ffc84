using JasperFx;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace MartenFacts.Anchors;

public sealed record Counted(int Number);

public partial class Tally : IRevisioned
{
    public Guid Id { get; set; }

    public int Version { get; set; }

    public int Sum { get; set; }

    public void Apply(Counted counted) => Sum += counted.Number;
}

public partial class TallyProjection : SingleStreamProjection<Tally, Guid>
{
    public List<long> Versions { get; } = [];

    public void Apply(Counted counted, Tally tally) => tally.Sum += counted.Number;

    public override Tally ApplyMetadata(Tally snapshot, IEvent lastEvent)
    {
        Versions.Add(lastEvent.Version);
        return snapshot;
    }
}
