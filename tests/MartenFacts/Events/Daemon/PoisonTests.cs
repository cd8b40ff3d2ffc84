using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.Logging;

namespace MartenFacts.Events.Daemon;

public class PoisonTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    [Fact]
    public async Task An_event_that_a_projection_fails_on_is_left_out_and_recorded_once()
    {
        var store = AsyncStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async));
        var first = await StartAsync(store, new Opened("ada"), new Withdrawn(13), new Deposited(5));
        var second = await StartAsync(store, new Opened("bob"), new Deposited(1), new Withdrawn(13));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);

        await using var session = store.QuerySession();
        (await session.LoadAsync<Balance>(first))!.Amount.ShouldBe(5);
        (await session.LoadAsync<Balance>(second))!.Amount.ShouldBe(1);
        var letters = await session.Query<DeadLetterEvent>().OrderBy(l => l.EventSequence).ToListAsync();
        letters.Select(l => l.EventSequence).ShouldBe([2, 6]);
        letters[0].ProjectionName.ShouldBe("Balance");
        letters[0].ShardName.ShouldBe("All");
        letters[0].ExceptionMessage.ShouldContain("thirteen");
        letters[0].ExceptionType.ShouldContain(nameof(InvalidOperationException));
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_doc_deadletterevent")).ShouldBe(2);
        daemon.StatusFor("Balance:All").ShouldBe(AgentStatus.Running);
    }

    [Fact]
    public async Task Where_nothing_is_to_be_left_out_the_shard_pauses_and_goes_on_when_it_can()
    {
        var store = AsyncStore(o =>
        {
            o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async);
            o.Projections.Errors.SkipApplyErrors = false;
        });
        var stream = await StartAsync(store, new Opened("ada"), new Withdrawn(13), new Deposited(5));
        var log = new TestLog();
        using var daemon = await store.BuildProjectionDaemonAsync(logger: log);
        await daemon.StartAllAsync();
        var paused = await daemon.Tracker.WaitForShardCondition(s => s.Action == ShardAction.Paused, "a pause", Patience);
        paused.Exception.ShouldBeOfType<ApplyEventException>().Event.Sequence.ShouldBe(2);
        log.Lines.ShouldContain(l => l.Level == LogLevel.Error && l.Text.Contains("Balance:All"));
        (await ProgressOf(store, "Balance")).ShouldBe(0);

        await ExecuteAsync($"update {Schema}.mt_events set data = jsonb_set(data, '{{Amount}}', '1') where seq_id = 2");
        await daemon.WaitForNonStaleData(Patience);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Balance>(stream))!.Amount.ShouldBe(4);
        await daemon.StopAllAsync();
    }

    [Fact]
    public async Task Data_that_is_not_what_its_type_says_is_left_out_and_recorded()
    {
        var recorder = new Recorder();
        var store = AsyncStore(o => o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec"));
        await StartAsync(store, new Opened("ada"), new Deposited(2), new Deposited(3));
        await ExecuteAsync($"update {Schema}.mt_events set data = '{{\"Amount\": \"much\"}}' where seq_id = 2");
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe([1, 3]);
        await using var session = store.QuerySession();
        (await session.Query<DeadLetterEvent>().SingleAsync()).EventSequence.ShouldBe(2);
    }

    [Fact]
    public async Task Events_of_types_that_this_process_does_not_know_are_left_out()
    {
        var recorder = new Recorder();
        var store = AsyncStore(o => o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec"));
        await StartAsync(store, new Opened("ada"), new Deposited(2), new Deposited(3));
        await ExecuteAsync($"update {Schema}.mt_events set type = 'gone', mt_dotnet_type = 'Gone.For, Good' where seq_id = 2");
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe([1, 3]);
    }

    [Fact]
    public async Task A_projection_that_fails_as_a_whole_is_tried_again_from_where_it_was()
    {
        var moody = new MoodyProjection { FailuresLeft = 3 };
        var store = AsyncStore(o => o.Projections.Add(moody, ProjectionLifecycle.Async, "moody"));
        await StartAsync(store, new Opened("ada"), new Deposited(2));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        moody.Calls.ShouldBe(4);
        await using var session = store.QuerySession();
        (await session.Query<Line>().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task An_event_whose_handler_loses_its_connection_is_no_poison()
    {
        var store = AsyncStore(o =>
        {
            o.Connection(ConnectionString);
            o.Projections.Add<LookingProjection>(ProjectionLifecycle.Async);
        });
        await StartAsync(store, new Opened("ada"), new Deposited(2));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        await using var session = store.QuerySession();
        (await session.Query<Line>().CountAsync()).ShouldBe(2);
        (await session.Query<DeadLetterEvent>().CountAsync()).ShouldBe(0);
    }
}
