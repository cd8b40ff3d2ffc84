using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
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
    [InlineData(EventAppendMode.Rich, true, 1000)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps, true, 1000)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps, true, 1)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps, false, 1000)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps, false, 1)]
    public async Task What_is_appended_while_documents_are_made_anew_is_in_them(EventAppendMode mode, bool areCopied, int threshold)
    {
        var gate = new Gate();
        var store = AsyncStore(
            o => o.Projections.Add(areCopied ? (SingleStreamProjection<Total, Guid>)new CopiedTotals(gate) : new PagedTotals(gate), ProjectionLifecycle.Inline, a => (a.MaximumHopperSize, a.RebuildFlushThreshold) = (threshold * 3, threshold)), mode);
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
        (await store.Advanced.AllProjectionProgress()).ShouldNotContain(p => p.ShardName.Contains("totals", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_of_saves_that_were_further_are_kept_and_columns_of_others_do_not_matter()
    {
        var gate = new Gate();
        var store = AsyncStore(o => o.Projections.Add(new CopiedTotals(gate), ProjectionLifecycle.Inline));
        var ids = new[] { await StartAsync(store, new Opened("ada"), new Deposited(1)), await StartAsync(store, new Opened("bob"), new Deposited(2)) };
        await ExecuteAsync($"alter table {Schema}.mt_doc_inlinerebuildtests_total add column owner text generated always as (data ->> 'Owner') stored not null");
        await ExecuteAsync($"create table {Schema}.seen as select 0::bigint as revision, '' as body with no data");
        await ExecuteAsync(
            $"""
            create function {Schema}.see() returns trigger language plpgsql as $f$ begin
              insert into {Schema}.seen values (new.mt_version, new.data ->> 'Amount'); return new;
            end $f$;
            create trigger see before update on {Schema}.mt_doc_inlinerebuildtests_total for each row execute function {Schema}.see()
            """);
        var daemon = await DaemonOf(store);

        gate.Close();
        var rebuild = daemon.RebuildProjectionAsync("totals", CancellationToken.None);
        await gate.Reached.WaitAsync(Patience);
        await AppendAsync(store, ids[0], new Deposited(8));
        gate.Open();
        await rebuild;
        (await ScalarAsync<string>($"select string_agg(body, ',' order by revision) from {Schema}.seen where revision < 3")).ShouldBeNull();
        (await ScalarAsync<string>($"select string_agg(owner || (data ->> 'Amount'), ',' order by owner) from {Schema}.mt_doc_inlinerebuildtests_total")).ShouldBe("ada9,bob2");
    }

    [Fact]
    public async Task Documents_that_were_not_deleted_are_not_made_anew_at_the_end()
    {
        var gate = new Gate();
        var store = AsyncStore(o => o.Projections.Add(new CopiedTotals(gate), ProjectionLifecycle.Inline, a => a.TeardownDataOnRebuild = false));
        var id = await StartAsync(store, new Opened("ada"), new Deposited(1));
        var daemon = await DaemonOf(store);
        gate.Close();
        var rebuild = daemon.RebuildProjectionAsync("totals", CancellationToken.None);
        await gate.Reached.WaitAsync(Patience);
        await AppendAsync(store, id, new Deposited(8));
        await ExecuteAsync($$"""update {{Schema}}.mt_doc_inlinerebuildtests_total set data = data || '{"Owner": "whoever"}'""");
        gate.Open();
        await rebuild;
        await using var session = store.QuerySession();
        (await session.LoadAsync<Total>(id))!.ShouldSatisfyAllConditions(t => t.Owner.ShouldBe("whoever"), t => t.Amount.ShouldBe(9));
    }

    [Fact]
    public async Task An_event_that_cannot_be_applied_is_left_out_at_the_end_too_where_errors_are_skipped()
    {
        var gate = new Gate();
        var store = AsyncStore(o =>
        {
            o.Projections.RebuildErrors.SkipApplyErrors = true;
            o.Projections.Add(new CopiedTotals(gate), ProjectionLifecycle.Inline);
        });
        var id = await StartAsync(store, new Opened("ada"), new Deposited(1));
        gate.Refuse(await StartAsync(store, new Opened("bob")), 666);
        await AppendAsync(store, id, new Deposited(2));
        var daemon = await DaemonOf(store);
        gate.Close();
        var rebuild = daemon.RebuildProjectionAsync("totals", CancellationToken.None);
        await gate.Reached.WaitAsync(Patience);
        await AppendAsync(store, id, new Deposited(666));
        await AppendAsync(store, id, new Deposited(8));
        gate.Refuse(id, 666);
        gate.Open();
        await rebuild;
        await using var session = store.QuerySession();
        (await session.LoadAsync<Total>(id))!.ShouldSatisfyAllConditions(t => t.Owner.ShouldBe("ada"), t => t.Amount.ShouldBe(11));
        (await session.Query<DeadLetterEvent>().Select(l => l.EventSequence).ToListAsync()).ShouldBe([5]);
    }

    [Fact]
    public async Task One_stream_that_cannot_be_made_anew_does_not_stop_the_others()
    {
        var gate = new Gate();
        var store = AsyncStore(o => o.Projections.Add(new CopiedTotals(gate), ProjectionLifecycle.Inline));
        var (bad, good) = (await StartAsync(store, new Opened("ada"), new Deposited(1)), await StartAsync(store, new Opened("bob"), new Deposited(2)));
        var daemon = await DaemonOf(store);
        gate.Close();
        var rebuild = daemon.RebuildProjectionAsync("totals", CancellationToken.None);
        await gate.Reached.WaitAsync(Patience);
        await AppendAsync(store, bad, new Deposited(666));
        await AppendAsync(store, good, new Deposited(8));
        gate.Refuse(bad, 666);
        gate.Open();
        var failure = await Should.ThrowAsync<AggregateException>(() => rebuild);
        failure.InnerExceptions.ShouldHaveSingleItem().Message.ShouldContain(bad.ToString());
        await using var session = store.QuerySession();
        (await session.LoadAsync<Total>(good))!.Amount.ShouldBe(10);
    }

    [Fact]
    public async Task Documents_of_a_subclass_are_made_anew_among_those_of_others()
    {
        var gate = new Gate();
        var store = AsyncStore(o =>
        {
            o.Schema.For<Total>().AddSubClass<LargeTotal>();
            o.Projections.Add(new LargeTotals(gate), ProjectionLifecycle.Inline);
        });
        var (id, other) = (await StartAsync(store, new Opened("ada"), new Deposited(1)), await StartAsync(store, new Closed()));
        await SaveAsync(store, new Total { Id = other, Owner = "other" });
        var daemon = await DaemonOf(store);
        gate.Close();
        var rebuild = daemon.RebuildProjectionAsync("large", CancellationToken.None);
        await gate.Reached.WaitAsync(Patience);
        await AppendAsync(store, id, new Deposited(8));
        await AppendAsync(store, other, new Closed());
        gate.Open();
        await rebuild;
        await using var session = store.QuerySession();
        (await session.LoadAsync<LargeTotal>(id))!.Amount.ShouldBe(9);
        (await session.LoadAsync<Total>(other))!.Owner.ShouldBe("other");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_rebuild_says_that_events_were_appended_meanwhile_to_documents_of_many_streams(bool areCopied)
    {
        var gate = new Gate();
        var store = AsyncStore(o => o.Projections.Add(areCopied ? (MultiStreamProjection<Owner, string>)new CopiedOwners(gate) : new PagedOwners(gate), ProjectionLifecycle.Inline));
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
        if (areCopied)
        {
            (await Should.ThrowAsync<InvalidOperationException>(() => rebuild)).Message.ShouldContain("rebuild it again while nobody appends");
        }
        else
        {
            await rebuild;
            log.Lines.ShouldContain(l => l.Level == LogLevel.Warning && l.Text.Contains("owners:All was rebuilt, events after 2 and up to 3", StringComparison.Ordinal));
        }

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

    public class LargeTotal : Total;

    private sealed class Gate
    {
        private TaskCompletionSource _reached = new();
        private TaskCompletionSource _open = new();
        private int _isClosed;
        private (Guid Stream, decimal Amount)? _refused;

        public Task Reached => _reached.Task;

        public void Close()
        {
            (_reached, _open) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            Volatile.Write(ref _isClosed, 1);
        }

        public void Open() => _open.SetResult();

        /// <summary>From now on an event cannot be applied.</summary>
        public void Refuse(Guid stream, decimal amount) => _refused = (stream, amount);

        /// <summary>Holds the first who comes.</summary>
        public Task PassAsync()
        {
            if (Interlocked.Exchange(ref _isClosed, 0) == 0) return Task.CompletedTask;
            _reached.SetResult();
            return _open.Task;
        }

        public T? Apply<T>(T? total, Guid id, IEvent e) where T : Total, new()
        {
            if (e.Data is Closed) return null;
            total ??= new T { Id = id };
            if (e.Data is Opened opened) total.Owner = opened.Owner;
            if (e.Data is not Deposited deposited) return total;
            if (_refused == (id, deposited.Amount)) throw new InvalidOperationException("refused");
            total.Amount += deposited.Amount;
            return total;
        }
    }

    private sealed class CopiedTotals : SingleStreamProjection<Total, Guid>
    {
        private readonly Gate _gate;

        public CopiedTotals(Gate gate)
        {
            _gate = gate;
            Name = "totals";
        }

        public override Total? Evolve(Total? snapshot, Guid id, IEvent e)
        {
            _gate.PassAsync().GetAwaiter().GetResult();
            return _gate.Apply(snapshot, id, e);
        }
    }

    private sealed class LargeTotals : SingleStreamProjection<LargeTotal, Guid>
    {
        private readonly Gate _gate;

        public LargeTotals(Gate gate)
        {
            _gate = gate;
            Name = "large";
        }

        public override LargeTotal? Evolve(LargeTotal? snapshot, Guid id, IEvent e)
        {
            _gate.PassAsync().GetAwaiter().GetResult();
            return _gate.Apply(snapshot, id, e);
        }
    }

    // What looks at the database is written page by page.
    private sealed class PagedTotals : SingleStreamProjection<Total, Guid>
    {
        private readonly Gate _gate;

        public PagedTotals(Gate gate)
        {
            _gate = gate;
            Name = "totals";
        }

        public override async ValueTask<Total?> EvolveAsync(Total? snapshot, Guid id, IQuerySession session, IEvent e, CancellationToken cancellation)
        {
            await _gate.PassAsync();
            return _gate.Apply(snapshot, id, e);
        }
    }

    private sealed class CopiedOwners : MultiStreamProjection<Owner, string>
    {
        private readonly Gate _gate;

        public CopiedOwners(Gate gate)
        {
            _gate = gate;
            Name = "owners";
            Identity<Opened>(e => e.Owner);
        }

        public override Owner? Evolve(Owner? snapshot, string id, IEvent e)
        {
            _gate.PassAsync().GetAwaiter().GetResult();
            return new Owner { Id = id, Accounts = (snapshot?.Accounts ?? 0) + 1 };
        }
    }

    private sealed class PagedOwners : MultiStreamProjection<Owner, string>
    {
        private readonly Gate _gate;

        public PagedOwners(Gate gate)
        {
            _gate = gate;
            Name = "owners";
            Identity<Opened>(e => e.Owner);
        }

        public override async ValueTask<Owner?> EvolveAsync(Owner? snapshot, string id, IQuerySession session, IEvent e, CancellationToken cancellation)
        {
            await _gate.PassAsync();
            return new Owner { Id = id, Accounts = (snapshot?.Accounts ?? 0) + 1 };
        }
    }
}
