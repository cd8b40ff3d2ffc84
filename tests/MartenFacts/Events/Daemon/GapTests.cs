using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Services;
using Npgsql;

namespace MartenFacts.Events.Daemon;

public class GapTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task An_event_that_is_committed_after_later_ones_is_not_skipped(EventAppendMode mode)
    {
        var recorder = new Recorder();
        var store = AsyncStore(o => o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec"), mode);
        await StartAsync(store, new Opened("ada"));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);

        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var late = store.LightweightSession(SessionOptions.ForTransaction(transaction)))
            {
                late.Events.StartStream(new Deposited(2));
                await late.SaveChangesAsync();
            }

            await StartAsync(store, new Deposited(3));
            await StartAsync(store, new Deposited(4));

            // Nobody gets beyond the one that is missing, not even who wants nothing else.
            var other = await DaemonOf(store);
            await Should.ThrowAsync<TimeoutException>(() => other.CatchUpAsync(TimeSpan.FromMilliseconds(500), CancellationToken.None));
            daemon.HighWaterMark().ShouldBe(1);
            other.HighWaterMark().ShouldBeLessThanOrEqualTo(1);
            await transaction.CommitAsync();
        }

        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe([1, 2, 3, 4]);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Events_that_were_rolled_back_do_not_hold_up_later_ones(EventAppendMode mode)
    {
        var recorder = new Recorder();
        var store = AsyncStore(
            o =>
            {
                o.Projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(100);
                o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec");
            },
            mode);
        await StartAsync(store, new Opened("ada"));
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var lost = store.LightweightSession(SessionOptions.ForTransaction(transaction));
            lost.Events.StartStream(new Deposited(2), new Deposited(3));
            await lost.SaveChangesAsync();
            await transaction.RollbackAsync();
        }

        await StartAsync(store, new Deposited(4));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe([1, 4]);
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing()
    {
        var recorder = new Recorder();
        var store = AsyncStore(o => o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec", a => a.BatchSize = 20));
        await StartAsync(store, new Opened("ada"));
        var daemon = await StartedDaemonOf(store);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 25; i++)
            {
                await using var session = store.LightweightSession();
                session.Events.StartStream(new Deposited(i), new Deposited(i));
                if (i % 5 == 4) session.Insert(new Line(Guid.Empty, i), new Line(Guid.Empty, i));
                try
                {
                    await session.SaveChangesAsync();
                }
                catch (Exception) when (i % 5 == 4)
                {
                    // Two rows of one id: the events are rolled back after they had their sequences.
                }
            }
        }));
        await daemon.WaitForNonStaleData(Patience);
        var stored = await ScalarAsync<long[]>($"select array_agg(seq_id order by seq_id) from {Schema}.mt_events where type <> 'tombstone'");
        recorder.Sequences.ShouldBe(stored);
    }
}
