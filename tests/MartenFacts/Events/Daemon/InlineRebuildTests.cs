using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;
using Microsoft.Extensions.Logging;

namespace MartenFacts.Events.Daemon;

public class InlineRebuildTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    [Theory]
    [InlineData(EventAppendMode.Rich, 1000)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps, 1000)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps, 1)]
    public async Task What_is_appended_while_documents_are_made_anew_is_in_them(EventAppendMode mode, int threshold)
    {
        var gate = new Gate();
        var store = AsyncStore(
            o => o.Projections.Add(new GatedTotals(gate), ProjectionLifecycle.Inline, a => (a.MaximumHopperSize, a.RebuildFlushThreshold) = (threshold * 3, threshold)), mode);
        var grown = await StartAsync(store, new Opened("ada"), new Deposited(1));
        var closed = await StartAsync(store, new Opened("bob"), new Deposited(2));
        var left = await StartAsync(store, new Opened("cy"), new Deposited(4));
        var daemon = await DaemonOf(store);

        gate.Close();
        var rebuild = daemon.RebuildProjectionAsync("totals", CancellationToken.None);
        await gate.Reached.WaitAsync(Patience);
        await AppendAsync(store, grown, new Deposited(8));
        await AppendAsync(store, closed, new Closed());
        var begun = await StartAsync(store, new Opened("di"), new Deposited(16));
        gate.Open();
        await rebuild;

        await using var session = store.QuerySession();
        var totals = await session.Query<Total>().ToListAsync();
        totals.ToDictionary(t => t.Id, t => (t.Owner, t.Amount, t.Version)).ShouldBe(
            new Dictionary<Guid, (string, decimal, long)> { [grown] = ("ada", 9, 3), [left] = ("cy", 4, 2), [begun] = ("di", 16, 2) }, ignoreOrder: true);
        await AppendAsync(store, grown, new Deposited(32));
        (await session.LoadAsync<Total>(grown))!.Amount.ShouldBe(41);
    }

    [Fact]
    public async Task A_rebuild_says_that_events_were_appended_meanwhile_to_documents_of_many_streams()
    {
        var gate = new Gate();
        var store = AsyncStore(o => o.Projections.Add(new GatedOwners(gate), ProjectionLifecycle.Inline));
        var id = await StartAsync(store, new Opened("ada"), new Deposited(1));
        var log = new TestLog();
        using var daemon = await store.BuildProjectionDaemonAsync(logger: log);

        await daemon.RebuildProjectionAsync("owners", CancellationToken.None);
        log.Lines.ShouldNotContain(l => l.Text.Contains("rebuild it again", StringComparison.Ordinal));
        gate.Close();
        var rebuild = daemon.RebuildProjectionAsync("owners", CancellationToken.None);
        await gate.Reached.WaitAsync(Patience);
        await AppendAsync(store, id, new Opened("ada"));
        gate.Open();
        await rebuild;
        log.Lines.ShouldContain(l => l.Level == LogLevel.Warning && l.Text.Contains("owners:All was rebuilt, events after 2 and up to 3", StringComparison.Ordinal));

        await daemon.RebuildProjectionAsync("owners", CancellationToken.None);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Owner>("ada"))!.Accounts.ShouldBe(2);
    }

    public class Total
    {
        public Guid Id { get; set; }

        public string Owner { get; set; } = "";

        public decimal Amount { get; set; }

        public long Version { get; set; }
    }

    public class Owner
    {
        public string Id { get; set; } = "";

        public int Accounts { get; set; }
    }

    private sealed class Gate
    {
        private TaskCompletionSource _reached = new();
        private TaskCompletionSource _open = new();
        private int _isClosed;

        public Task Reached => _reached.Task;

        public void Close()
        {
            (_reached, _open) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            Volatile.Write(ref _isClosed, 1);
        }

        public void Open() => _open.SetResult();

        /// <summary>Holds the first who comes.</summary>
        public async Task PassAsync()
        {
            if (Interlocked.Exchange(ref _isClosed, 0) == 0) return;
            _reached.SetResult();
            await _open.Task;
        }
    }

    private sealed class GatedTotals : SingleStreamProjection<Total, Guid>
    {
        private readonly Gate _gate;

        public GatedTotals(Gate gate)
        {
            _gate = gate;
            Name = "totals";
        }

        public override async ValueTask<(Total?, ActionType)> DetermineActionAsync(
            IQuerySession session, Total? snapshot, Guid identity, IIdentitySetter<Total, Guid> identitySetter, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            await _gate.PassAsync();
            foreach (var e in events)
            {
                if (e.Data is Closed) return (null, ActionType.Delete);
                snapshot ??= new Total { Id = identity };
                if (e.Data is Opened opened) snapshot.Owner = opened.Owner;
                if (e.Data is Deposited deposited) snapshot.Amount += deposited.Amount;
            }

            return (snapshot, ActionType.Store);
        }
    }

    private sealed class GatedOwners : MultiStreamProjection<Owner, string>
    {
        private readonly Gate _gate;

        public GatedOwners(Gate gate)
        {
            _gate = gate;
            Name = "owners";
            Identity<Opened>(e => e.Owner);
        }

        public override async ValueTask<Owner?> EvolveAsync(Owner? snapshot, string id, IQuerySession session, IEvent e, CancellationToken cancellation)
        {
            await _gate.PassAsync();
            snapshot ??= new Owner { Id = id };
            snapshot.Accounts++;
            return snapshot;
        }
    }
}
