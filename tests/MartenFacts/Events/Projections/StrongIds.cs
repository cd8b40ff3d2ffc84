namespace MartenFacts.Events.Projections;

public readonly record struct PurseId(Guid Value);

public readonly record struct PurseKey(string Value);

public sealed partial class Purse
{
    public PurseId Id { get; set; }

    public decimal Amount { get; set; }

    public void Apply(Deposited e) => Amount += e.Amount;
}

public sealed partial class KeyedPurse
{
    public PurseKey Id { get; set; }

    public decimal Amount { get; set; }

    public void Apply(Deposited e) => Amount += e.Amount;
}
