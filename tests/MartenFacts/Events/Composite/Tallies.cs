using JasperFx.Events;
using Marten.Events.Aggregation;
using Marten.Events.Projections;

namespace MartenFacts.Events.Composite;

public sealed record Paid(Guid DoctorId, int Amount);

public sealed class Income
{
    public Guid Id { get; set; }

    public int Amount { get; set; }
}

/// <summary>By doctor.</summary>
public sealed class IncomeProjection : MultiStreamProjection<Income, Guid>
{
    public IncomeProjection() => Identity<Paid>(e => e.DoctorId);

    public static void Apply(Paid e, Income income) => income.Amount += e.Amount;
}

public sealed class Till
{
    public Guid Id { get; set; }

    public int Version { get; set; }

    public int Amount { get; set; }
}

/// <summary>By stream.</summary>
public sealed class TillProjection : SingleStreamProjection<Till, Guid>
{
    public static void Apply(Paid e, Till till) => till.Amount += e.Amount;

    public static void Apply(Updated<Income> e, Till till)
    {
        if (e.Entity.Amount < 0) till.Amount = 0;
    }
}
