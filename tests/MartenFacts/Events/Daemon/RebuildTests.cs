using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;

namespace MartenFacts.Events.Daemon;

public class RebuildTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    [Theory, InlineData(ProjectionLifecycle.Async), InlineData(ProjectionLifecycle.Inline)]
    public async Task A_rebuild_makes_documents_anew_and_removes_those_that_should_not_be(ProjectionLifecycle lifecycle)
    {
        var store = AsyncStore(o => o.Projections.Add<BalanceProjection>(lifecycle));
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(2), new Deposited(3));
        await SaveAsync(store, new Balance { Id = Guid.NewGuid(), Amount = 99 });
        await ExecuteAsync($"update {Schema}.mt_doc_balance set data = jsonb_set(data, '{{Amount}}', '77')");
        var daemon = await DaemonOf(store);
        await daemon.RebuildProjectionAsync<BalanceProjection>(CancellationToken.None);

        await using var session = store.QuerySession();
        var balance = (await session.Query<Balance>().ToListAsync()).ShouldHaveSingleItem();
        (balance.Id, balance.Amount, balance.Version).ShouldBe((stream, 5, 3));
        (await ProgressOf(store, "Balance")).ShouldBe(lifecycle == ProjectionLifecycle.Async ? 3 : 0);
    }

    [Theory, InlineData("Balance"), InlineData("balance:all")]
    public async Task A_projection_is_known_by_its_name(string name)
    {
        var store = AsyncStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async));
        await StartAsync(store, new Opened("ada"));
        var daemon = await DaemonOf(store);
        await daemon.RebuildProjectionAsync(name, Patience, CancellationToken.None);
        await using var session = store.QuerySession();
        (await session.Query<Balance>().CountAsync()).ShouldBe(1);
        await daemon.RebuildProjectionAsync<Balance>(CancellationToken.None);
        await daemon.RebuildProjectionAsync(typeof(BalanceProjection), CancellationToken.None);
        (await session.Query<Balance>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_name_that_no_projection_has_is_refused()
    {
        var store = AsyncStore(o =>
        {
            o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async);
            o.Projections.Add<TotalProjection>(ProjectionLifecycle.Inline);
        });
        var daemon = await DaemonOf(store);
        var failure = await Should.ThrowAsync<ArgumentOutOfRangeException>(() => daemon.RebuildProjectionAsync("Nope", CancellationToken.None));
        failure.Message.ShouldBe("No registered projection matches the name 'Nope'. Available names are 'Balance', 'Total' (Parameter 'projectionName')");
    }

    [Fact]
    public async Task An_event_that_cannot_be_applied_fails_the_rebuild_which_can_be_done_again()
    {
        var store = AsyncStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async));
        var stream = await StartAsync(store, new Opened("ada"), new Withdrawn(13), new Deposited(3));
        var daemon = await DaemonOf(store);
        var failure = await Should.ThrowAsync<ApplyEventException>(() => daemon.RebuildProjectionAsync("Balance", CancellationToken.None));
        failure.Event.Sequence.ShouldBe(2);
        failure.Message.ShouldBe($"Failure to apply event #2 Id({(await FetchAsync(store, stream))[1].Id})");
        failure.InnerException!.Message.ShouldBe("thirteen");

        await ExecuteAsync($"update {Schema}.mt_events set data = jsonb_set(data, '{{Amount}}', '1') where seq_id = 2");
        await daemon.RebuildProjectionAsync("Balance", CancellationToken.None);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Balance>(stream))!.Amount.ShouldBe(2);
    }

    [Fact]
    public async Task A_rebuild_may_leave_events_out_if_it_is_told_to()
    {
        var store = AsyncStore(o =>
        {
            o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async);
            o.Projections.RebuildErrors.SkipApplyErrors = true;
        });
        var stream = await StartAsync(store, new Opened("ada"), new Withdrawn(13), new Deposited(3));
        var daemon = await DaemonOf(store);
        await daemon.RebuildProjectionAsync("Balance", CancellationToken.None);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Balance>(stream))!.Amount.ShouldBe(3);
        (await session.Query<DeadLetterEvent>().SingleAsync()).EventSequence.ShouldBe(2);
    }

    [Fact]
    public async Task A_shard_that_runs_is_stopped_for_its_rebuild_and_started_again()
    {
        var store = AsyncStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async));
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(3));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        await daemon.RebuildProjectionAsync("Balance", CancellationToken.None);
        await AppendAsync(store, stream, new Deposited(4));
        await daemon.WaitForNonStaleData(Patience);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Balance>(stream))!.Amount.ShouldBe(7);
    }

    [Fact]
    public async Task What_a_projection_says_is_its_own_is_deleted_too()
    {
        var store = AsyncStore(o => o.Projections.Add(new LineProjection(), ProjectionLifecycle.Async, a =>
        {
            a.DeleteViewTypeOnTeardown<Total>();
            a.DeleteDataInTableOnTeardown($"{Schema}.extra");
        }));
        await ExecuteAsync($"create schema if not exists {Schema}; create table {Schema}.extra (id int); insert into {Schema}.extra values (1)");
        await SaveAsync(store, new Total { Id = "x" });
        await StartAsync(store, new Deposited(1));
        var daemon = await DaemonOf(store);
        await daemon.RebuildProjectionAsync<LineProjection>(CancellationToken.None);
        await using var session = store.QuerySession();
        (await session.Query<Line>().CountAsync()).ShouldBe(1);
        (await session.Query<Total>().CountAsync()).ShouldBe(0);
        (await ScalarAsync<long>($"select count(*) from {Schema}.extra")).ShouldBe(0);
    }

    [Fact]
    public async Task A_projection_that_is_not_torn_down_keeps_what_it_has()
    {
        var store = AsyncStore(o => o.Projections.Add(new LineProjection(), ProjectionLifecycle.Async, a => a.TeardownDataOnRebuild = false));
        await SaveAsync(store, new Line(Guid.NewGuid(), 5));
        await StartAsync(store, new Deposited(1));
        var daemon = await DaemonOf(store);
        await daemon.RebuildProjectionAsync<LineProjection>(CancellationToken.None);
        await using var session = store.QuerySession();
        (await session.Query<Line>().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_rebuild_that_takes_too_long_is_given_up()
    {
        var store = AsyncStore(o => o.Projections.Add<SlowProjection>(ProjectionLifecycle.Async));
        await StartAsync(store, new Deposited(1));
        var daemon = await DaemonOf(store);
        await Should.ThrowAsync<TimeoutException>(() => daemon.RebuildProjectionAsync<SlowProjection>(TimeSpan.FromMilliseconds(200), CancellationToken.None));
    }

    [Fact]
    public async Task Events_of_unknown_types_do_not_matter_to_a_projection_that_knows_its_own()
    {
        var store = AsyncStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async));
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(3), new Deposited(4));
        await ExecuteAsync($"update {Schema}.mt_events set type = 'gone', mt_dotnet_type = 'Gone.For, Good' where seq_id = 2");
        var daemon = await DaemonOf(store);
        await daemon.RebuildProjectionAsync<Balance>(CancellationToken.None);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Balance>(stream))!.Amount.ShouldBe(4);
    }

    [Fact]
    public async Task Who_stops_the_daemon_does_not_wait_for_the_end_of_a_rebuild()
    {
        var store = AsyncStore(o => o.Projections.Add<SlowProjection>(ProjectionLifecycle.Async));
        await StartAsync(store, new Deposited(1));
        var daemon = await DaemonOf(store);
        var begun = daemon.Tracker.WaitForHighWaterMark(1, Patience);
        var rebuilding = daemon.RebuildProjectionAsync<SlowProjection>(CancellationToken.None);
        await begun;
        await daemon.StopAllAsync().WaitAsync(Patience);
        await Should.ThrowAsync<OperationCanceledException>(() => rebuilding);
    }

    [Theory, InlineData(1, 1000), InlineData(3, 1000), InlineData(1, 1), InlineData(2, 7)]
    public async Task A_rebuild_comes_to_the_same_however_many_pages_and_writes_it_takes(int batchSize, int threshold)
    {
        var store = AsyncStore(o =>
        {
            o.Projections.Add(new BalanceProjection(), ProjectionLifecycle.Async, Small);
            o.Projections.Add(new TotalProjection(), ProjectionLifecycle.Async, Small);
        });
        var streams = new List<Guid>();
        for (var i = 0; i < 6; i++) streams.Add(await StartAsync(store, new Opened(i % 2 == 0 ? "ada" : "bob"), new Deposited(i)));
        for (var i = 0; i < 12; i++) await AppendAsync(store, streams[i % 6], new Deposited(1), new Withdrawn(2));
        await AppendAsync(store, streams[1], new Closed());
        await AppendAsync(store, streams[2], new Closed());
        await AppendAsync(store, streams[2], new Opened("eve"), new Deposited(100));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        await daemon.StopAllAsync();
        var (balances, totals) = (await RowsAsync("balance"), await RowsAsync("total"));
        await ExecuteAsync($"update {Schema}.mt_doc_balance set data = jsonb_set(data, '{{Amount}}', '77'); delete from {Schema}.mt_doc_total");

        await daemon.RebuildProjectionAsync<Balance>(CancellationToken.None);
        await daemon.RebuildProjectionAsync<Total>(CancellationToken.None);
        (await RowsAsync("balance")).ShouldBe(balances);
        (await RowsAsync("total")).ShouldBe(totals);
        balances.Length.ShouldBe(5);
        (await store.Advanced.AllProjectionProgress()).Select(p => p.Sequence).Distinct().ShouldBe([40]);

        void Small(AsyncOptions options)
        {
            options.BatchSize = batchSize;
            options.MaximumHopperSize = 2 * batchSize;
            options.RebuildFlushThreshold = threshold;
        }
    }

    private Task<string[]> RowsAsync(string alias) =>
        ScalarAsync<string[]>($"select array_agg(concat_ws(' ', id, mt_version, mt_dotnet_type, data) order by id) from {Schema}.mt_doc_{alias}");
}
