using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Aggregation with Conventional Methods".</summary>
public class ConventionsPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public interface ILeg
    {
        double Distance { get; }
    }

    public sealed record Started(int Day);

    public sealed record Flown(double Distance) : ILeg;

    public sealed record Walked(double Distance) : ILeg;

    public sealed record Broken(bool IsCritical);

    public sealed record Holiday;

    public sealed class Shop
    {
        public Guid Id { get; set; }

        public string Town { get; set; } = "";
    }

    public sealed partial class Journey
    {
        private Journey()
        {
        }

        public Journey(Started started) => StartedOn = started.Day;

        public Guid Id { get; set; }

        public int StartedOn { get; set; }

        public double Distance { get; set; }

        public void Apply(ILeg leg) => Distance += leg.Distance;

        public bool ShouldDelete(Broken e) => e.IsCritical;

        public bool ShouldDelete(Holiday e) => Distance > 1000;
    }

    [Fact]
    public async Task An_aggregate_is_begun_by_a_constructor_and_goes_on_with_what_events_have_in_common()
    {
        var store = Store();
        await using var session = store.QuerySession();
        var id = await StartAsync(store, new Started(3), new Flown(10), new Walked(2), new Broken(false), new Holiday());
        var journey = (await session.Events.AggregateStreamAsync<Journey>(id))!;
        (journey.Id, journey.StartedOn, journey.Distance).ShouldBe((id, 3, 12));
        await AppendAsync(store, id, new Flown(2000), new Holiday());
        (await session.Events.AggregateStreamAsync<Journey>(id)).ShouldBeNull();
    }

    [Fact]
    public async Task A_constructor_that_is_not_public_begins_what_no_event_creates()
    {
        var store = Store();
        await using var session = store.QuerySession();
        var id = await StartAsync(store, new Flown(10));
        (await session.Events.AggregateStreamAsync<Journey>(id))!.Distance.ShouldBe(10);
    }

    public sealed class Trip
    {
        public Guid Id { get; set; }

        public string Town { get; set; } = "";

        public Guid? ShopId { get; set; }

        public DateTimeOffset Arrived { get; set; }
    }

    public sealed record Reached(string Town);

    public sealed partial class TripProjection : SingleStreamProjection<Trip, Guid>
    {
        public Trip Create(IEvent<Started> e) => new() { Id = e.StreamId };

        public void Apply(Reached e, Trip trip, IEvent metadata)
        {
            trip.Town = e.Town;
            trip.Arrived = metadata.Timestamp;
        }

        public async Task<Trip> Apply(Trip trip, Flown e, IQuerySession session)
        {
            trip.ShopId = (await session.Query<Shop>().FirstOrDefaultAsync(s => s.Town == trip.Town))?.Id;
            return trip;
        }

        public async Task<bool> ShouldDelete(IQuerySession session, Trip trip, Broken e) => !await session.Query<Shop>().AnyAsync(s => s.Town == trip.Town);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Handlers_look_things_up(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Add<TripProjection>(ProjectionLifecycle.Inline));
        var shop = new Shop { Town = "here" };
        await SaveAsync(store, shop);
        var id = await StartAsync(store, new Started(1), new Reached("here"), new Flown(1), new Broken(true));
        await using var session = store.QuerySession();
        var trip = (await session.LoadAsync<Trip>(id))!;
        (trip.Town, trip.ShopId).ShouldBe(("here", shop.Id));
        trip.Arrived.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(2));
        await AppendAsync(store, id, new Reached("nowhere"), new Broken(true));
        (await session.LoadAsync<Trip>(id)).ShouldBeNull();
    }
}
