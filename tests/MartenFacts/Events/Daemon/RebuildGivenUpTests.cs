using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using MartenFacts.Events.Projections;

namespace MartenFacts.Events.Daemon;

public class RebuildGivenUpTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    private const string Name = "Telling";

    private readonly Outbox _outbox = new();
    private readonly Telling _projection = new() { Name = Name };
    private readonly PageCounter _listener = new();

    private DocumentStore TellingStore() => AsyncStore(o =>
    {
        o.Events.MessageOutbox = _outbox;
        o.Projections.AsyncListeners.Add(_listener);
        o.Projections.Errors.SkipApplyErrors = false;
        _projection.Options.BatchSize = 1;
        _projection.Options.MaximumHopperSize = 3;
        _projection.Options.RebuildFlushThreshold = 1;
        o.Projections.Add(_projection, ProjectionLifecycle.Async);
    });

    /// <summary>Five events, all told of, and a rebuild that has got to the second of them.</summary>
    private async Task<(DocumentStore Store, IProjectionDaemon Daemon, Guid[] Streams)> GivenUpAsync()
    {
        var store = TellingStore();
        var streams = new Guid[5];
        for (var i = 0; i < 5; i++) streams[i] = await StartAsync(store, new Deposited(i));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        await daemon.StopAllAsync();
        _outbox.Sent.Count().ShouldBe(5);

        _projection.FailsOn = 2;
        await Should.ThrowAsync<ApplyEventException>(() => daemon.RebuildProjectionAsync(Name, CancellationToken.None));
        (await ProgressOf(store, Name)).ShouldBe(2);
        _projection.FailsOn = null;
        return (store, daemon, streams);
    }

    private static async Task<decimal[]> SumsAsync(IDocumentStore store)
    {
        await using var session = store.QuerySession();
        return [.. await session.Query<Told>().OrderBy(t => t.Sum).Select(t => t.Sum).ToListAsync()];
    }

    [Fact]
    public async Task What_is_left_of_it_has_no_side_effects_and_what_comes_after_it_has()
    {
        var (store, daemon, streams) = await GivenUpAsync();
        var pages = _listener.After;
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(Patience);
        (await SumsAsync(store)).ShouldBe([0, 1, 2, 3, 4]);
        await daemon.StopAllAsync();
        _outbox.Sent.Count().ShouldBe(5);
        _listener.After.ShouldBe(pages);

        await AppendAsync(store, streams[0], new Deposited(10));
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(Patience);
        await daemon.StopAllAsync();
        _outbox.Sent.Count().ShouldBe(6);
        _listener.After.ShouldBeGreaterThan(pages);
        (await SumsAsync(store)).ShouldBe([1, 2, 3, 4, 10]);
    }

    [Fact]
    public async Task Events_that_were_appended_meanwhile_have_their_side_effects_when_all_are_caught_up_with()
    {
        var (store, daemon, streams) = await GivenUpAsync();
        await AppendAsync(store, streams[4], new Deposited(1));
        await daemon.CatchUpAsync(CancellationToken.None);
        (await SumsAsync(store)).ShouldBe([0, 1, 2, 3, 5]);
        _outbox.Sent.Count().ShouldBe(6);
    }

    [Fact]
    public async Task Nobody_sees_it_among_the_progress_of_projections_and_a_later_rebuild_ends_it()
    {
        var (store, daemon, _) = await GivenUpAsync();
        (await store.Advanced.AllProjectionProgress()).Select(p => p.ShardName).ShouldBe(["HighWaterMark", "Telling:All"]);
        await daemon.RebuildProjectionAsync(Name, CancellationToken.None);
        (await SumsAsync(store)).ShouldBe([0, 1, 2, 3, 4]);
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_event_progression where name like '{Name}:%'")).ShouldBe(1);
    }

    [Fact]
    public async Task Who_sends_the_shard_back_by_hand_has_the_side_effects_again()
    {
        var (_, daemon, _) = await GivenUpAsync();
        await daemon.RewindSubscriptionAsync(Name, CancellationToken.None, sequenceFloor: 3);
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(Patience);
        await daemon.StopAllAsync();
        _outbox.Sent.Count().ShouldBe(7);
    }

    public sealed class Told
    {
        public Guid Id { get; set; }

        public decimal Sum { get; set; }
    }

    public sealed partial class Telling : SingleStreamProjection<Told, Guid>
    {
        public decimal? FailsOn { get; set; }

        public void Apply(Deposited deposited, Told told)
        {
            if (deposited.Amount == FailsOn) throw new InvalidOperationException("not now");
            told.Sum += deposited.Amount;
        }

        public override ValueTask RaiseSideEffects(IDocumentOperations operations, IEventSlice<Told> slice)
        {
            slice.PublishMessage(slice.Snapshot!.Sum);
            return default;
        }
    }
}
