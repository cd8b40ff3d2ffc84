using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;

namespace MartenFacts.Events.Projections;

public class SnapshotsBesideOthersTests(PostgresFixture postgres) : EventsTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task A_snapshot_that_the_session_knows_from_before_is_read_anew_when_another_aggregate_of_its_stream_is_fetched(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Snapshot<Tally>(SnapshotLifecycle.Inline));
        var id = await StartAsync(store, new Deposited(1));
        await using var session = store.IdentitySession();
        (await session.LoadAsync<Tally>(id))!.Sum.ShouldBe(1);
        await AppendAsync(store, id, new Deposited(10));

        var stream = await session.Events.FetchForWriting<Counter>(id);
        stream.Aggregate!.Count.ShouldBe(2);
        stream.AppendOne(new Deposited(100));
        await session.SaveChangesAsync();

        await using var reading = store.QuerySession();
        (await reading.LoadAsync<Tally>(id))!.Sum.ShouldBe(111);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task What_is_projected_of_pending_events_has_the_version_that_they_will_have(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var id = await StartAsync(store, new Deposited(1), new Deposited(2));
        await using var session = store.LightweightSession();
        session.Events.Append(id, new Deposited(4));
        var latest = (await session.Events.ProjectLatest<Counter>(id))!;
        (latest.Count, latest.Version).ShouldBe((3, 3));
        await session.SaveChangesAsync();
        (await FetchAsync(store, id)).Select(e => e.Version).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_method_that_takes_any_object_is_given_the_event()
    {
        var projection = new EverythingProjection();
        var store = EventStore(EventAppendMode.Quick, o => o.Projections.Add(projection, ProjectionLifecycle.Inline));
        await StartAsync(store, new Opened("ada"), new Deposited(3));
        projection.Seen.ShouldBe([new Opened("ada"), new Deposited(3)]);
    }

    [Fact]
    public async Task A_store_that_has_not_appended_yet_knows_the_type_of_a_stream_by_its_projections()
    {
        await using var first = EventStore(EventAppendMode.Quick, o => o.Projections.Snapshot<Tally>(SnapshotLifecycle.Inline));
        Guid id;
        await using (var session = first.LightweightSession())
        {
            id = session.Events.StartStream<Tally>(new Deposited(1)).Id;
            await session.SaveChangesAsync();
        }

        await using var second = EventStore(EventAppendMode.Quick, o => o.Projections.Snapshot<Tally>(SnapshotLifecycle.Inline));
        await using var reading = second.QuerySession();
        (await reading.Events.FetchStreamStateAsync(id))!.AggregateType.ShouldBe(typeof(Tally));
    }

    [Fact]
    public async Task A_projection_of_some_types_archives_its_stream_when_it_is_told_to()
    {
        var store = EventStore(EventAppendMode.Quick, o => o.Projections.Add(new PickyProjection(), ProjectionLifecycle.Inline));
        var id = await StartAsync(store, new Deposited(1));
        await AppendAsync(store, id, new Archived("done"));
        await using var session = store.QuerySession();
        (await session.Events.FetchStreamStateAsync(id))!.IsArchived.ShouldBeTrue();
    }

    [Fact]
    public async Task The_last_known_state_of_a_compacted_stream_has_each_event_once()
    {
        var store = EventStore(EventAppendMode.Quick);
        var id = await StartAsync(store, new Deposited(4), new Deposited(6));
        await using (var session = store.LightweightSession()) await session.Events.CompactStreamAsync<Closable>(id);
        await AppendAsync(store, id, new Deposited(5), new Closed());
        await using var reading = store.QuerySession();
        (await reading.Events.AggregateStreamToLastKnownAsync<Closable>(id))!.Sum.ShouldBe(15);
    }

    public class Closable
    {
        public Guid Id { get; set; }

        public decimal Sum { get; set; }

        public void Apply(Deposited deposited) => Sum += deposited.Amount;

        public bool ShouldDelete(Closed closed) => true;
    }

    public partial class PickyProjection : SingleStreamProjection<Tally, Guid>
    {
        public PickyProjection() => IncludeType<Deposited>();
    }

    public class Tally
    {
        public Guid Id { get; set; }

        public decimal Sum { get; set; }

        public void Apply(Deposited deposited) => Sum += deposited.Amount;
    }

    public class Counter
    {
        public Guid Id { get; set; }

        public long Version { get; set; }

        public int Count { get; set; }

        public void Apply(Deposited deposited) => Count++;
    }

    public partial class EverythingProjection : EventProjection
    {
        public List<object> Seen { get; } = [];

        public void Project(object happened, IDocumentOperations operations) => Seen.Add(happened);
    }
}
