using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using MartenFacts.Events.Daemon;
using Npgsql;

namespace MartenFacts.Events.Bulk;

public class BulkDaemonTests(PostgresFixture postgres) : BulkTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task A_daemon_that_runs_goes_on_with_imported_events(EventAppendMode mode)
    {
        var recorder = new Recorder();
        var store = AsyncStore(o => o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec"), mode);
        await StartAsync(store, new Opened("before"));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        await store.BulkInsertEventsAsync([.. Enumerable.Range(0, 20).Select(i => Stream(store, new Opened($"{i}"), new Deposited(i)))], batchSize: 7);
        (await MarkAsync()).ShouldBe(41);
        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe(Enumerable.Range(1, 41).Select(i => (long)i));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_failed_import_holds_up_nobody(EventAppendMode mode)
    {
        var recorder = new Recorder();
        var store = AsyncStore(
            o =>
            {
                o.Events.EnableUniqueIndexOnEventId = true;
                o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec");
            },
            mode);
        var stream = Stream(store, new Opened("ada"), new Deposited(1), new Deposited(2));
        stream.Events[2].Id = stream.Events[0].Id = Guid.NewGuid();
        await Should.ThrowAsync<PostgresException>(() => store.BulkInsertEventsAsync([stream], batchSize: 1));
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_events where type = 'tombstone'")).ShouldBe(mode == EventAppendMode.Rich ? 3 : 0);

        await StartAsync(store, new Opened("later"));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe([4]);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Nobody_reads_on_past_an_import_that_has_not_ended(EventAppendMode mode)
    {
        var recorder = new Recorder();
        var store = AsyncStore(o => o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec"), mode);
        await StartAsync(store, new Opened("before"));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        var stream = Guid.NewGuid();
        await store.BulkInsertEventStreamAsync("*DEFAULT*", [new BulkEventStreamHeader { Id = stream, Version = 2 }], Slow(), batchSize: 1);
        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe([1, 2, 3, 4]);

        async IAsyncEnumerable<IEvent> Slow()
        {
            yield return Old(stream, new Deposited(2));
            yield return Old(stream, new Deposited(3));
            await StartAsync(store, new Opened("meanwhile"));
            var other = await DaemonOf(store);
            await Should.ThrowAsync<TimeoutException>(() => other.CatchUpAsync(TimeSpan.FromMilliseconds(500), CancellationToken.None));
            daemon.HighWaterMark().ShouldBe(1);
            other.HighWaterMark().ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task The_mark_stays_before_events_of_others_that_may_still_come(EventAppendMode mode)
    {
        var recorder = new Recorder();
        var store = AsyncStore(o => o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec"), mode);
        await StartAsync(store, new Opened("before"));
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using (var late = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction)))
            {
                late.Events.StartStream(new Deposited(2));
                await late.SaveChangesAsync();
            }

            await store.BulkInsertEventsAsync([Stream(store, new Deposited(3))]);
            (await MarkAsync()).ShouldBe(1);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Projections_within_saves_do_not_see_an_import_until_they_are_rebuilt()
    {
        var store = AsyncStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Inline));
        var stream = Stream(store, new Opened("ada"), new Deposited(5));
        await store.BulkInsertEventsAsync([stream]);
        await using var query = store.QuerySession();
        (await query.LoadAsync<Balance>(stream.Id)).ShouldBeNull();
        await (await DaemonOf(store)).RebuildProjectionAsync<BalanceProjection>(CancellationToken.None);
        (await query.LoadAsync<Balance>(stream.Id))!.Amount.ShouldBe(5);
    }

    [Fact]
    public async Task Imported_events_that_keep_gappy_sequences_are_all_read()
    {
        var recorder = new Recorder();
        var store = AsyncStore(o => o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec"));
        var stream = Guid.NewGuid();
        await store.BulkInsertEventStreamAsync(
            "*DEFAULT*",
            [new BulkEventStreamHeader { Id = stream, Version = 3 }],
            new[] { Old(stream, new Opened("ada"), 5), Old(stream, new Deposited(1), 7), Old(stream, new Deposited(1), 1000) }.ToAsyncEnumerable(),
            BulkEventSequenceMode.PreserveSourceSequence);
        await AppendAsync(store, stream, new Deposited(2));
        await (await StartedDaemonOf(store)).WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe([5, 7, 1000, 1001]);
    }
}
