using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Exceptions;
using Marten.Services;
using MartenFacts.Events.Projections;

namespace MartenFacts.Events.Daemon;

/// <summary>
/// Who appends in the rich way has places for his events before he writes them. Places that are given out and stay empty are given up by a
/// daemon after a while.
/// </summary>
public class LostPlaceTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    /// <summary>Keeps the place of the last event.</summary>
    public sealed partial class Placed
    {
        public Guid Id { get; set; }

        public long Place { get; set; }

        public void Apply(IEvent<Deposited> e) => Place = e.Sequence;
    }

    /// <summary>Has the daemon go past whatever is reserved, once, before the save goes on; and queues something of its own.</summary>
    private sealed class Delay(IProjectionDaemon daemon, long mark) : DocumentSessionListenerBase
    {
        private bool _isOver;

        public override async Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            session.Store(new Line(Guid.NewGuid(), 2));
            if (_isOver) return;
            _isOver = true;
            await UntilAsync(() => Task.FromResult(daemon.HighWaterMark() >= mark), "the daemon goes past the places");
            await daemon.StopAllAsync();
        }
    }

    [Theory, InlineData(DocumentTracking.None), InlineData(DocumentTracking.IdentityOnly)]
    public async Task A_save_whose_places_were_given_up_has_others_at_once_or_when_a_session_that_keeps_documents_saves_again(DocumentTracking tracking)
    {
        var recorder = new Recorder();
        var store = AsyncStore(
            o =>
            {
                o.Projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(50);
                o.Projections.Snapshot<Ledger>(SnapshotLifecycle.Inline);
                o.Projections.Snapshot<Placed>(SnapshotLifecycle.Inline);
                o.Projections.Add(recorder, ProjectionLifecycle.Async, "rec");
            },
            EventAppendMode.Rich);
        var stream = await StartAsync(store, new Opened("ada"));
        var daemon = await StartedDaemonOf(store);
        await using (var session = store.OpenSession(new SessionOptions { Tracking = tracking }.ListenAt(new Delay(daemon, 3))))
        {
            session.Events.Append(stream, new Deposited(1), new Deposited(2));
            session.Store(new Line(Guid.NewGuid(), 1));
            if (tracking != DocumentTracking.None) await Should.ThrowAsync<MartenCommandException>(() => session.SaveChangesAsync());
            await session.SaveChangesAsync();
        }

        (await FetchAsync(store, stream)).Select(e => (e.Version, e.Sequence)).ShouldBe([(1, 1), (2, 4), (3, 5)]);
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(Patience);
        recorder.Sequences.ShouldBe([1, 4, 5]);
        await using var query = store.QuerySession();
        (await query.LoadAsync<Ledger>(stream))!.Amount.ShouldBe(3);
        (await query.LoadAsync<Placed>(stream))!.Place.ShouldBe(5);
        (await query.Query<Line>().CountAsync()).ShouldBe(2);
    }
}
