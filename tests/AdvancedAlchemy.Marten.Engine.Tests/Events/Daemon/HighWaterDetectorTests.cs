using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using Marten;
using Marten.Engine.Events.Daemon;
using Marten.Services;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

public class HighWaterDetectorTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private readonly TestClock _clock = new();

    private HighWaterDetector On(DocumentStore store) => new(store, NullLogger.Instance, _clock);

    private static async Task AppendAsync(DocumentStore store, int count = 1)
    {
        await using var session = store.LightweightSession();
        session.Events.StartStream(Enumerable.Range(0, count).Select(i => (object)new Counted("a", i)));
        await session.SaveChangesAsync();
    }

    /// <summary>An append whose transaction stays open until it is ended.</summary>
    private async Task<NpgsqlTransaction> BeginAppendAsync(DocumentStore store)
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        session.Events.StartStream(new Counted("a", 1));
        await session.SaveChangesAsync();
        return transaction;
    }

    private static async Task EndAsync(NpgsqlTransaction transaction, bool commits)
    {
        var connection = transaction.Connection!;
        if (commits) await transaction.CommitAsync();
        else await transaction.RollbackAsync();
        await connection.DisposeAsync();
    }

    private Task<long> FilledAsync() => ScalarAsync<long>($"select count(*) from {Schema}.mt_events where type = 'tombstone'");

    [Fact]
    public async Task The_mark_is_the_last_event_and_zero_without_any()
    {
        await using var store = Store();
        var detector = On(store);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(0);
        await AppendAsync(store, 3);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(3);
        (await On(store).DetectAsync(CancellationToken.None)).ShouldBe(3);
        detector.IsWaiting.ShouldBeFalse();
    }

    [Fact]
    public async Task Only_those_who_were_writing_when_an_event_was_found_missing_are_waited_for()
    {
        await using var store = Store();
        var detector = On(store);
        await AppendAsync(store);
        var early = await BeginAppendAsync(store);
        await AppendAsync(store);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(1);
        detector.IsWaiting.ShouldBeTrue();
        var late = await BeginAppendAsync(store);
        await AppendAsync(store);
        _clock.Advance(TimeSpan.FromHours(1));
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(1);

        await EndAsync(early, commits: false);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(3);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(3);
        await EndAsync(late, commits: true);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(5);
        (await FilledAsync()).ShouldBe(0);
        (await ScalarAsync<long>($"select ending_sequence from {Schema}.mt_high_water_skips")).ShouldBe(3);
    }

    [Fact]
    public async Task Sequences_that_were_rolled_back_at_the_end_are_passed_too()
    {
        await using var store = Store();
        await AppendAsync(store);
        await EndAsync(await BeginAppendAsync(store), commits: false);
        (await On(store).DetectAsync(CancellationToken.None)).ShouldBe(2);
    }

    [Fact]
    public async Task A_reserved_sequence_is_waited_for_as_long_as_it_is_configured_and_then_its_event_gets_another()
    {
        await using var store = Store(o => o.Events.AppendMode = EventAppendMode.Rich);
        var detector = On(store);
        await AppendAsync(store);
        var reserved = await ScalarAsync<long>($"select nextval('{Schema}.mt_events_sequence')");
        await AppendAsync(store);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(1);
        _clock.Advance(store.Options.Projections.StaleSequenceThreshold - TimeSpan.FromMilliseconds(1));
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(1);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(3);

        // Where it was to be, nobody would look at it any more.
        await using var session = store.LightweightSession();
        var late = session.Events.BuildEvent(new Counted("late", 1));
        session.Events.StartStream(Guid.NewGuid(), late);
        late.Sequence = reserved;
        await session.SaveChangesAsync();
        late.Sequence.ShouldBe(4);
        (await ScalarAsync<long>($"select seq_id from {Schema}.mt_events where data ->> 'Name' = 'late'")).ShouldBe(4);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(4);
    }

    [Fact]
    public async Task A_sequence_that_was_reserved_in_a_transaction_is_waited_for()
    {
        await using var store = Store(o => o.Events.AppendMode = EventAppendMode.Rich);
        var detector = On(store);
        await AppendAsync(store);
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction).ListenAt(new Slow(async () =>
        {
            (await detector.DetectAsync(CancellationToken.None)).ShouldBe(1);
            _clock.Advance(TimeSpan.FromHours(1));
            (await detector.DetectAsync(CancellationToken.None)).ShouldBe(1);
        })));
        session.Events.StartStream(new Counted("late", 1));
        await session.SaveChangesAsync();
        await transaction.CommitAsync();
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(2);
        (await FilledAsync()).ShouldBe(0);
    }

    /// <summary>Does something before a save writes anything.</summary>
    private sealed class Slow(Func<Task> meanwhile) : DocumentSessionListenerBase
    {
        public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token) => meanwhile();
    }

    [Fact]
    public async Task An_open_transaction_is_not_waited_for_longer_than_somebody_wants()
    {
        await using var store = Store(o => o.Projections.SkipStaleGapsDespiteLiveTransactionsAfter = TimeSpan.FromMinutes(1));
        var detector = On(store);
        await AppendAsync(store);
        var open = await BeginAppendAsync(store);
        await AppendAsync(store);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(3);
        await EndAsync(open, commits: true);
    }

    [Fact]
    public async Task The_mark_begins_again_when_the_events_do()
    {
        await using var store = Store();
        var detector = On(store);
        await AppendAsync(store, 5);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(5);
        await store.Advanced.Clean.DeleteAllEventDataAsync();
        await AppendAsync(store, 2);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(2);
    }

    [Fact]
    public async Task More_reserved_sequences_than_one_statement_fences_are_all_fenced()
    {
        await using var store = Store(o => o.Events.AppendMode = EventAppendMode.Rich);
        var detector = On(store);
        await AppendAsync(store);
        await ExecuteAsync($"select nextval('{Schema}.mt_events_sequence') from generate_series(1, 10001)");
        await AppendAsync(store);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(1);
        _clock.Advance(store.Options.Projections.StaleSequenceThreshold);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(10_003);
        (await FilledAsync()).ShouldBe(10_001);
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_events")).ShouldBe(10_003);
    }

    [Fact]
    public async Task A_gap_is_forgotten_with_the_events_it_was_between()
    {
        await using var store = Store();
        var detector = On(store);
        await AppendAsync(store, 8);
        await using (var open = await BeginAppendAsync(store))
        {
            await AppendAsync(store);
            (await detector.DetectAsync(CancellationToken.None)).ShouldBe(8);
            detector.IsWaiting.ShouldBeTrue();
            await EndAsync(open, commits: false);
        }

        await store.Advanced.Clean.DeleteAllEventDataAsync();
        await AppendAsync(store);
        var late = await BeginAppendAsync(store);
        await AppendAsync(store);

        // The writers of the old gap are all gone, but that says nothing of this one.
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(1);
        await EndAsync(late, commits: true);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(3);
    }

    [Fact]
    public async Task Events_that_were_deleted_are_noticed_although_as_many_have_come_since()
    {
        await using var store = Store();
        var detector = On(store);
        await AppendAsync(store, 3);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(3);
        detector.HasBegunAgain.ShouldBeFalse();
        await store.Advanced.Clean.DeleteAllEventDataAsync();
        await AppendAsync(store, 3);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(3);
        detector.HasBegunAgain.ShouldBeTrue();
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(3);
        detector.HasBegunAgain.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_known_before_a_stop_is_not_known_after_it()
    {
        await using var store = Store();
        using var agent = new HighWaterAgent(store, new JasperFx.Events.Daemon.ShardStateTracker(NullLogger.Instance), NullLogger.Instance);
        await AppendAsync(store, 3);
        agent.Start();
        await agent.ReachAsync(3, CancellationToken.None);
        await agent.StopAsync();
        await store.Advanced.Clean.DeleteAllEventDataAsync();
        agent.Start();
        agent.Mark.ShouldBe(0);
        await agent.StopAsync();
    }
}
