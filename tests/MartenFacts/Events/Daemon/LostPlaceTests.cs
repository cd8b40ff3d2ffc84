using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Exceptions;
using Marten.Services;
using MartenFacts.Events.Projections;
using Npgsql;

namespace MartenFacts.Events.Daemon;

/// <summary>
/// Who appends in the rich way has places for his events before he writes them. A daemon does not wait for ever for places that are given out
/// and stay empty.
/// </summary>
public class LostPlaceTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    /// <summary>Has the daemon go past whatever is reserved, once, before the save goes on.</summary>
    private sealed class Delay(Func<Task> passed) : DocumentSessionListenerBase
    {
        private bool _isOver;

        public override async Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            if (_isOver) return;
            _isOver = true;
            await passed();
        }
    }

    private async Task<(DocumentStore Store, Guid Stream, Recorder Recorder, IProjectionDaemon Daemon)> BegunAsync()
    {
        var recorder = new Recorder();
        var store = AsyncStore(
            o =>
            {
                o.Projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(50);
                o.Projections.Snapshot<Ledger>(SnapshotLifecycle.Inline);
                o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec");
            },
            EventAppendMode.Rich);
        var stream = await StartAsync(store, new Opened("ada"));
        return (store, stream, recorder, await StartedDaemonOf(store));
    }

    private static Delay Until(IProjectionDaemon daemon, long mark) =>
        new(() => UntilAsync(() => Task.FromResult(daemon.HighWaterMark() >= mark), "the daemon goes past the places"));

    [Fact]
    public async Task A_save_whose_places_were_given_up_has_others()
    {
        var (store, stream, recorder, daemon) = await BegunAsync();
        await using (var session = store.OpenSession(new SessionOptions().ListenAt(Until(daemon, 3))))
        {
            session.Events.Append(stream, new Deposited(1), new Deposited(2));
            session.Store(new Line(Guid.NewGuid(), 1));
            await session.SaveChangesAsync();
        }

        (await FetchAsync(store, stream)).Select(e => (e.Version, e.Sequence)).ShouldBe([(1, 1), (2, 4), (3, 5)]);
        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe([1, 4, 5]);
        await using var query = store.QuerySession();
        (await query.LoadAsync<Ledger>(stream))!.Amount.ShouldBe(3);
        (await query.Query<Line>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_save_in_a_transaction_of_the_callers_is_turned_down_and_the_next_one_is_not()
    {
        var (store, stream, recorder, daemon) = await BegunAsync();
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var session = store.OpenSession(SessionOptions.ForTransaction(transaction).ListenAt(Until(daemon, 2)));
            session.Events.Append(stream, new Deposited(1));
            var failure = await Should.ThrowAsync<MartenCommandException>(() => session.SaveChangesAsync());
            failure.InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
        }

        await AppendAsync(store, stream, new Deposited(2));
        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe([1, 3]);
    }
}
