using JasperFx.Events;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;

namespace MartenFacts.Events.Daemon;

/// <summary>What has become of an account, with how many events it has met.</summary>
public sealed class Balance
{
    public Guid Id { get; set; }

    public decimal Amount { get; set; }

    public int Events { get; set; }

    public int Version { get; set; }
}

public sealed class BalanceProjection : SingleStreamProjection<Balance, Guid>
{
    public static Balance Create(Opened e) => new() { Events = 1 };

    public void Apply(Deposited e, Balance balance)
    {
        balance.Amount += e.Amount;
        balance.Events++;
    }

    public void Apply(Withdrawn e, Balance balance)
    {
        if (e.Amount == 13) throw new InvalidOperationException("thirteen");
        balance.Amount -= e.Amount;
        balance.Events++;
    }

    public bool ShouldDelete(Closed e) => true;
}

/// <summary>All accounts of an owner together.</summary>
public sealed class Total
{
    public string Id { get; set; } = "";

    public int Count { get; set; }
}

public sealed class TotalProjection : MultiStreamProjection<Total, string>
{
    public TotalProjection() => Identity<Opened>(e => e.Owner);

    public void Apply(Opened e, Total total) => total.Count++;
}

/// <summary>A line for every deposit.</summary>
public sealed record Line(Guid Id, decimal Amount);

public sealed class LineProjection : EventProjection
{
    public Line Create(IEvent<Deposited> e) => new(e.Id, e.Data.Amount);
}

/// <summary>Keeps the sequences of what it is given, and the pages.</summary>
public sealed class Recorder : IProjection
{
    private readonly Lock _lock = new();

    public List<long> Sequences { get; } = [];

    public List<int> Pages { get; } = [];

    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        lock (_lock)
        {
            Sequences.AddRange(events.Select(e => e.Sequence));
            Pages.Add(events.Count);
        }

        return Task.CompletedTask;
    }
}
