using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Aggregation;
using MartenFacts.Events.Daemon;
using MartenFacts.Events.Projections;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Side Effects": in the background.</summary>
public class SideEffectsPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public sealed record Insured(Guid Insurance);

    public sealed record Driven(double Miles);

    public sealed record Finished;

    public sealed record ThousandPassed;

    public sealed record LongTrips(int By);

    public sealed record Congratulate(Guid Trip);

    public sealed class Trip
    {
        public Guid Id { get; set; }

        public Guid Insurance { get; set; }

        public string? Customer { get; set; }

        public double Miles { get; set; }

        public bool IsLong { get; set; }

        public DateTimeOffset? Ended { get; set; }
    }

    public sealed class Segment
    {
        public Guid Id { get; set; }

        public Guid TripId { get; set; }
    }

    public sealed partial class TripProjection : SingleStreamProjection<Trip, Guid>
    {
        public Trip Create(IEvent<Insured> e)
        {
            var trip = new Trip { Insurance = e.Data.Insurance };
            if (e.Headers?.TryGetValue("customer", out var customer) == true) trip.Customer = (string)customer;
            return trip;
        }

        public void Apply(Driven e, Trip trip) => trip.Miles += e.Miles;

        public void Apply(ThousandPassed e, Trip trip) => trip.IsLong = true;

        public void Apply(Finished e, Trip trip, IEvent metadata) => trip.Ended = metadata.Timestamp;

        public override ValueTask RaiseSideEffects(IDocumentOperations operations, IEventSlice<Trip> slice)
        {
            if (slice.Snapshot is not { Miles: > 1000, IsLong: false } trip || slice.Events().Any(e => e.Data is ThousandPassed)) return default;
            slice.AppendEvent(new ThousandPassed());
            slice.AppendEvent(trip.Insurance, new LongTrips(1));
            slice.PublishMessage(new Congratulate(trip.Id));
            operations.Store(new Segment { TripId = trip.Id });
            return default;
        }
    }

    private DocumentStore TripStore(Outbox outbox, EventAppendMode mode = EventAppendMode.QuickWithServerTimestamps) => AsyncStore(o =>
    {
        o.Events.MetadataConfig.HeadersEnabled = true;
        o.Events.MessageOutbox = outbox;
        o.Projections.Add<TripProjection>(ProjectionLifecycle.Async);
    }, mode);

    [Theory, MemberData(nameof(Modes))]
    public async Task What_is_raised_is_saved_with_the_page_and_applied_with_a_later_one(EventAppendMode mode)
    {
        var outbox = new Outbox();
        var store = TripStore(outbox, mode);
        await StartedDaemonOf(store);
        var insurance = Guid.NewGuid();
        Guid id;
        await using (var session = store.LightweightSession())
        {
            session.SetHeader("customer", "ada");
            id = session.Events.StartStream<Trip>(new Insured(insurance), new Driven(1200)).Id;
            await session.SaveChangesAsync();
        }

        await UntilAsync(async () =>
        {
            await using var query = store.QuerySession();
            return await query.LoadAsync<Trip>(id) is { IsLong: true };
        }, "the event that was raised is applied");
        await AppendAsync(store, id, new Driven(1), new Finished());
        await store.WaitForNonStaleProjectionDataAsync(Patience);

        (await FetchAsync(store, id)).Select(e => e.Data).ShouldBe([new Insured(insurance), new Driven(1200), new ThousandPassed(), new Driven(1), new Finished()]);
        (await FetchAsync(store, insurance)).Single().Data.ShouldBe(new LongTrips(1));
        outbox.Sent.ShouldBe([new Congratulate(id)]);
        await using var read = store.QuerySession();
        (await read.Query<Segment>().SingleAsync())!.TripId.ShouldBe(id);
        var trip = (await read.LoadAsync<Trip>(id))!;
        (trip.Customer, trip.Miles, trip.IsLong).ShouldBe(("ada", 1201, true));
        trip.Ended.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_rebuild_raises_nothing()
    {
        var outbox = new Outbox();
        var store = TripStore(outbox);
        var id = await StartAsync(store, new Insured(Guid.NewGuid()), new Driven(1200));
        var daemon = await DaemonOf(store);
        await daemon.RebuildProjectionAsync<TripProjection>(CancellationToken.None);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Trip>(id))!.Miles.ShouldBe(1200);
        (await FetchAsync(store, id)).Count.ShouldBe(2);
        (await session.Query<Segment>().CountAsync()).ShouldBe(0);
        outbox.Batches.ShouldBeEmpty();
    }
}
