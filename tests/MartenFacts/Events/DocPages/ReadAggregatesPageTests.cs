using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Projections;
using MartenFacts.Events.Projections;

namespace MartenFacts.Events.DocPages;

/// <summary>The pages "Reading Aggregates", "ProjectLatest" and "Live Aggregation".</summary>
public class ReadAggregatesPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public static TheoryData<ProjectionLifecycle> Lifecycles => [ProjectionLifecycle.Live, ProjectionLifecycle.Inline, ProjectionLifecycle.Async];

    private DocumentStore StoreOf(ProjectionLifecycle lifecycle) => Store(o =>
    {
        if (lifecycle == ProjectionLifecycle.Live) o.Projections.LiveStreamAggregation<Balance>();
        else o.Projections.Snapshot<Balance>(lifecycle.Map());
    });

    [Theory, MemberData(nameof(Lifecycles))]
    public async Task What_was_just_written_is_the_latest(ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(lifecycle);
        var id = await StartAsync(store, new Opened("ada"), new Deposited(1));
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Balance>(id);
        stream.AppendMany(new Deposited(2), new Deposited(3));
        await session.SaveChangesAsync();
        var latest = (await session.Events.FetchLatest<Balance>(id))!;
        (latest.Amount, latest.Version).ShouldBe((6, 4));
    }

    [Theory, MemberData(nameof(Lifecycles))]
    public async Task What_is_about_to_be_written_is_projected_before_and_saved_once(ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(lifecycle);
        var id = Guid.NewGuid();
        await using var session = store.LightweightSession();
        session.Events.StartStream(id, new Opened("ada"), new Deposited(2), new Deposited(3));
        (await session.Events.ProjectLatest<Balance>(id))!.Amount.ShouldBe(5);
        await session.SaveChangesAsync();
        session.Events.Append(id, new Deposited(10));
        (await session.Events.ProjectLatest<Balance>(id))!.Amount.ShouldBe(15);
        (await session.Events.FetchLatest<Balance>(id))!.Amount.ShouldBe(5);
        await session.SaveChangesAsync();
        (await session.Events.FetchLatest<Balance>(id))!.Amount.ShouldBe(15);
        (await session.Events.ProjectLatest<Balance>(id))!.Amount.ShouldBe(15);
        (await session.Events.ProjectLatest<Balance>(Guid.NewGuid())).ShouldBeNull();
    }

    public enum Room
    {
        Single,
        Double,
    }

    public sealed record RoomsDefined(Guid HotelId, Dictionary<Room, int> Rooms);

    public sealed record Booked(Room Room);

    public sealed record CheckedOut(Room Room);

    public sealed partial class Rooms
    {
        private Dictionary<Room, int> _free = [];

        public Guid Id { get; private set; }

        public int Singles => _free[Room.Single];

        public void Apply(RoomsDefined e) => (Id, _free) = (e.HotelId, e.Rooms);

        public void Apply(Booked e) => _free[e.Room]--;

        public void Apply(CheckedOut e) => _free[e.Room]++;
    }

    [Fact]
    public async Task A_state_with_nothing_but_private_members_is_made_at_any_version_and_time()
    {
        var store = Store();
        var (id, then) = (Guid.NewGuid(), new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
        await using var session = store.LightweightSession();
        session.Events.StartStream(
            id, new RoomsDefined(id, new() { [Room.Single] = 5, [Room.Double] = 2 }).AsEvent().AtTimestamp(then), new Booked(Room.Single).AsEvent().AtTimestamp(then.AddHours(1)),
            new Booked(Room.Single).AsEvent().AtTimestamp(then.AddHours(2)), new CheckedOut(Room.Single).AsEvent().AtTimestamp(then.AddHours(3)));
        await session.SaveChangesAsync();
        (await session.Events.AggregateStreamAsync<Rooms>(id))!.Singles.ShouldBe(4);
        (await session.Events.AggregateStreamAsync<Rooms>(id, version: 3))!.Singles.ShouldBe(3);
        (await session.Events.AggregateStreamAsync<Rooms>(id, timestamp: then.AddHours(1)))!.Singles.ShouldBe(4);
        var state = await session.Events.AggregateStreamAsync<Rooms>(id, version: 2);
        (await session.Events.AggregateStreamAsync(id, state: state, fromVersion: 3))!.Singles.ShouldBe(4);
        (await session.Events.QueryAllRawEvents().Where(e => e.StreamId == id && e.Version < 4).AggregateToAsync<Rooms>())!.Singles.ShouldBe(3);
    }
}
