using JasperFx;

namespace MartenFacts.Events.Model;

/// <summary>What the events of a stream come to.</summary>
public abstract class Tally : IRevisioned
{
    public string Owner { get; set; } = "";

    public decimal Amount { get; set; }

    public int Count { get; set; }

    public int Version { get; set; }

    public void Apply(Opened e) => (Owner, Count) = (e.Owner, Count + 1);

    public void Apply(Deposited e) => (Amount, Count) = (Amount + e.Amount, Count + 1);

    public void Apply(Withdrawn e) => (Amount, Count) = (Amount - e.Amount, Count + 1);

    public bool ShouldDelete(Closed e) => true;
}
