using Marten.Events.Projections;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

public sealed record Counted(string Name, int By);

/// <summary>The sum of what was counted: anything applied twice, or not at all, shows.</summary>
public sealed class Tally
{
    public string Id { get; set; } = "";

    public int Sum { get; set; }

    public int Events { get; set; }
}

public sealed class TallyProjection : MultiStreamProjection<Tally, string>
{
    public TallyProjection() => Identity<Counted>(e => e.Name);

    public void Apply(Counted e, Tally tally)
    {
        tally.Sum += e.By;
        tally.Events++;
    }
}
