using JasperFx;
using JasperFx.Events;
using Marten;
using Marten.Events.Aggregation;
using Marten.Schema;

namespace MartenFacts.Events.Projections;

public sealed partial class Balance
{
    public Guid Id { get; set; }

    public string Owner { get; set; } = "";

    public decimal Amount { get; set; }

    public int Version { get; set; }

    public static Balance Create(Opened e) => new() { Owner = e.Owner };

    public void Apply(Deposited e) => Amount += e.Amount;

    public void Apply(Withdrawn e) => Amount -= e.Amount;

    public bool ShouldDelete(Closed e) => true;
}

public sealed partial record Ledger(Guid Id, string Owner, decimal Amount)
{
    public static Ledger Create(IEvent<Opened> e) => new(e.StreamId, e.Data.Owner, 0);

    public static Ledger Apply(Deposited e, Ledger ledger) => ledger with { Amount = ledger.Amount + e.Amount };
}

public sealed partial class Revised : IRevisioned
{
    public Guid Id { get; set; }

    public int Version { get; set; }

    public int Count { get; set; }

    public void Apply(Deposited e) => Count++;
}

public sealed partial class KeyedBalance
{
    public string Id { get; set; } = "";

    public decimal Amount { get; set; }

    [Version]
    public long Revision { get; set; }

    public void Apply(Deposited e) => Amount += e.Amount;
}

public sealed class Speechless
{
    public Guid Id { get; set; }
}

public sealed class Summary
{
    public Guid Id { get; set; }

    public string Text { get; set; } = "";
}

public sealed partial class SummaryProjection : SingleStreamProjection<Summary, Guid>
{
    public SummaryProjection() => DeleteEvent<Closed>();

    public Summary Create(IEvent<Opened> e) => new() { Text = "C" + e.Data.Owner };

    public Task Apply(Summary summary, Deposited e, CancellationToken token)
    {
        summary.Text += "D";
        return Task.CompletedTask;
    }

    public async Task<Summary> Apply(Withdrawn e, Summary summary, IQuerySession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        await Task.Yield();
        summary.Text += "W";
        return summary;
    }

    public override Summary ApplyMetadata(Summary snapshot, IEvent lastEvent)
    {
        snapshot.Text += $"[{lastEvent.EventTypeName}]";
        return snapshot;
    }
}

public sealed partial class WaitingProjection(Func<Task> wait) : SingleStreamProjection<Summary, Guid>
{
    public WaitingProjection() : this(() => Task.CompletedTask)
    {
    }

    public Summary Create(Opened e) => new() { Text = e.Owner };

    public async Task Apply(Deposited e, Summary summary)
    {
        await wait();
        summary.Text += $"+{e.Amount}";
    }
}

public sealed partial class EvolvingProjection : SingleStreamProjection<Summary, Guid>
{
    public override Summary? Evolve(Summary? snapshot, Guid id, IEvent e) => e.Data switch
    {
        Opened opened => new Summary { Text = opened.Owner },
        Deposited => new Summary { Text = snapshot!.Text + "+" },
        Closed => null,
        _ => snapshot,
    };
}

public sealed partial class FailingProjection : SingleStreamProjection<Summary, Guid>
{
    public Summary Create(Opened e) => new() { Text = e.Owner };

    public void Apply(Deposited e, Summary summary)
    {
        summary.Text += "+";
        if (e.Amount < 0) throw new InvalidDataException("negative");
    }
}
