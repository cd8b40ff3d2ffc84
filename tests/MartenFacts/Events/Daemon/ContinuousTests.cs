using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;

namespace MartenFacts.Events.Daemon;

public class ContinuousTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task Projections_of_all_kinds_follow_the_events(EventAppendMode mode)
    {
        var recorder = new Recorder();
        var store = AsyncStore(o =>
        {
            o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async);
            o.Projections.Add<TotalProjection>(ProjectionLifecycle.Async);
            o.Projections.Add<LineProjection>(ProjectionLifecycle.Async);
            o.Projections.Add(recorder, ProjectionLifecycle.Async, "custom-name");
        }, mode);
        await StartedDaemonOf(store);
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(10));
        var other = await StartAsync(store, new Opened("ada"), new Deposited(1), new Closed());
        await AppendAsync(store, stream, new Withdrawn(3));
        await store.WaitForNonStaleProjectionDataAsync(Patience);

        await using var session = store.QuerySession();
        var balance = (await session.LoadAsync<Balance>(stream))!;
        (balance.Amount, balance.Events, balance.Version).ShouldBe((7, 3, 3));
        (await session.LoadAsync<Balance>(other)).ShouldBeNull();
        (await session.LoadAsync<Total>("ada"))!.Count.ShouldBe(2);
        (await session.Query<Line>().CountAsync()).ShouldBe(2);
        recorder.Sequences.ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public async Task There_is_a_row_of_progress_for_each_shard_for_the_mark_and_for_the_fence()
    {
        var store = AsyncStore(o =>
        {
            o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async);
            o.Projections.Add<TotalProjection>(ProjectionLifecycle.Async);
            o.Projections.Add<LineProjection>(ProjectionLifecycle.Async);
            o.Projections.Add(new Recorder(), ProjectionLifecycle.Async, "custom-name");
        });
        var daemon = await StartedDaemonOf(store);
        await StartAsync(store, new Opened("ada"), new Deposited(10), new Withdrawn(1));
        await daemon.WaitForNonStaleData(Patience);

        var progress = await store.Advanced.AllProjectionProgress();
        progress.Select(p => (p.ShardName, p.Sequence)).ShouldBe(
            [("Balance:All", 3), ("HighWaterMark", 3), ("LineProjection:All", 3), ("Total:All", 3), ("custom-name:All", 3)], ignoreOrder: true);
        (await ScalarAsync<long>($"select last_seq_id from {Schema}.mt_event_progression where name = 'HighWaterAllocationFence'")).ShouldBe(3);
        (await store.Advanced.ProjectionProgressFor(new ShardName("Balance"))).ShouldBe(3);
        (await store.Advanced.ProjectionProgressFor(new ShardName(ShardState.HighWaterMark))).ShouldBe(3);
    }

    [Fact]
    public async Task Another_version_of_a_projection_is_another_shard()
    {
        var store = AsyncStore(o => o.Projections.Add(new BalanceProjection { Version = 2 }, ProjectionLifecycle.Async));
        var daemon = await StartedDaemonOf(store);
        await StartAsync(store, new Opened("ada"));
        await daemon.WaitForNonStaleData(Patience);
        daemon.CurrentAgents().Single().Name.Identity.ShouldBe("Balance:V2:All");
        (await store.Advanced.AllProjectionProgress()).ShouldContain(p => p.ShardName == "Balance:V2:All" && p.Sequence == 1);
    }

    [Fact]
    public async Task Pages_are_no_larger_than_the_batch_size()
    {
        var recorder = new Recorder();
        var store = AsyncStore(o => o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec", a => a.BatchSize = 7));
        await StartAsync(store, [new Opened("ada"), .. Enumerable.Repeat(new Deposited(1), 39)]);
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe(Enumerable.Range(1, 40).Select(i => (long)i));
        recorder.Pages.Max().ShouldBe(7);
    }

    [Fact]
    public async Task Events_of_one_stream_in_many_pages_come_to_what_they_come_to_in_one()
    {
        var store = AsyncStore(o => o.Projections.Add(new BalanceProjection(), ProjectionLifecycle.Async, a => a.BatchSize = 3));
        var stream = await StartAsync(store, [new Opened("ada"), .. Enumerable.Range(1, 20).Select(i => (object)new Deposited(i))]);
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        await using var session = store.QuerySession();
        var balance = (await session.LoadAsync<Balance>(stream))!;
        (balance.Amount, balance.Events, balance.Version).ShouldBe((210, 21, 21));
        (await ScalarAsync<long>($"select mt_version from {Schema}.mt_doc_balance")).ShouldBe(21);
    }

    [Fact]
    public async Task Events_that_a_projection_is_not_about_move_its_progress_only()
    {
        var store = AsyncStore(o => o.Projections.Add<TotalProjection>(ProjectionLifecycle.Async));
        var stream = await StartAsync(store, new Opened("ada"));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        await AppendAsync(store, stream, new Deposited(1), new Deposited(2));
        await daemon.WaitForNonStaleData(Patience);
        (await ProgressOf(store, "Total")).ShouldBe(3);
        (await ScalarAsync<long>($"select mt_version from {Schema}.mt_doc_total")).ShouldBe(1);
    }

    [Fact]
    public async Task Every_tenant_has_documents_of_its_own()
    {
        var store = AsyncStore(o =>
        {
            o.Events.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Projections.Add<TotalProjection>(ProjectionLifecycle.Async);
            o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async);
        });
        var daemon = await StartedDaemonOf(store);
        var stream = Guid.NewGuid();
        foreach (var (tenant, amount) in new[] { ("one", 1), ("two", 2) })
        {
            await using var session = store.LightweightSession(tenant);
            session.Events.StartStream(stream, new Opened("ada"), new Deposited(amount));
            await session.SaveChangesAsync();
        }

        await daemon.WaitForNonStaleData(Patience);
        foreach (var (tenant, amount) in new[] { ("one", 1), ("two", 2) })
        {
            await using var session = store.QuerySession(tenant);
            (await session.LoadAsync<Balance>(stream))!.Amount.ShouldBe(amount);
            (await session.LoadAsync<Total>("ada"))!.Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Who_waits_in_vain_is_told_how_far_the_shards_are()
    {
        var store = AsyncStore(o => o.Projections.Add<TotalProjection>(ProjectionLifecycle.Async));
        await StartAsync(store, new Opened("ada"), new Deposited(2));
        var failure = await Should.ThrowAsync<TimeoutException>(() => store.WaitForNonStaleProjectionDataAsync(TimeSpan.FromMilliseconds(30)));
        failure.Message.ShouldStartWith("The projections timed out before reaching the initial sequence of 2");
        failure.Message.ShouldContain("Total:All");
    }

    [Fact]
    public async Task A_daemon_that_was_stopped_goes_on_where_it_was()
    {
        var recorder = new Recorder();
        var store = AsyncStore(o => o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec"));
        var daemon = await StartedDaemonOf(store);
        var stream = await StartAsync(store, new Opened("ada"));
        await daemon.WaitForNonStaleData(Patience);
        await daemon.StopAllAsync();
        daemon.IsRunning.ShouldBeFalse();
        daemon.StatusFor("rec:All").ShouldBe(JasperFx.AgentStatus.Stopped);
        await AppendAsync(store, stream, new Deposited(1));
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe([1, 2]);
        daemon.IsRunning.ShouldBeTrue();
    }

    [Fact]
    public async Task The_tracker_says_when_a_shard_has_got_somewhere()
    {
        var store = AsyncStore(o => o.Projections.Add<TotalProjection>(ProjectionLifecycle.Async));
        var daemon = await StartedDaemonOf(store);
        var waiting = daemon.Tracker.WaitForShardState("Total:All", 2, Patience);
        await StartAsync(store, new Opened("ada"), new Deposited(2));
        (await waiting).Sequence.ShouldBe(2);
        (await daemon.Tracker.WaitForHighWaterMark(2, Patience)).ShardName.ShouldBe(ShardState.HighWaterMark);
        daemon.HighWaterMark().ShouldBe(2);
    }

    [Fact]
    public async Task Events_that_come_after_all_were_deleted_are_applied_whether_the_daemon_ran_meanwhile_or_not()
    {
        var store = AsyncStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async));
        var daemon = await DaemonOf(store);
        for (var round = 0; round < 10; round++)
        {
            await daemon.StartAllAsync();
            var id = await StartAsync(store, new Opened("ada"), new Deposited(1), new Deposited(2));
            await daemon.WaitForNonStaleData(Patience);
            await using (var session = store.QuerySession()) (await session.LoadAsync<Balance>(id))!.Amount.ShouldBe(3);
            if (round % 2 == 0) await daemon.StopAllAsync();
            await store.Advanced.Clean.DeleteAllEventDataAsync();
        }
    }
}
