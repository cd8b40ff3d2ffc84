using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Single Stream Projections and Snapshots". Soft deletions by code are in <see cref="ExplicitPageTests"/>.</summary>
public class SingleStreamPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task An_immutable_aggregate_is_stored_with_its_events(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Snapshot<Crew>(SnapshotLifecycle.Inline));
        var id = Guid.NewGuid();
        await using var session = store.LightweightSession();
        session.Events.StartStream<Crew>(id, new VoyageBegun(id, "Beagle"), new Boarded(id, 1, ["ada", "bob"]));
        await session.SaveChangesAsync();
        session.Events.Append(id, new Boarded(id, 2, ["eve"]), new WentAshore(id, 3, ["bob"]));
        await session.SaveChangesAsync();
        (await session.LoadAsync<Crew>(id))!.Names.ShouldBe(["ada", "eve"]);
        (await session.Query<Crew>().CountAsync(c => c.Names.Contains("eve"))).ShouldBe(1);
    }

    [Fact]
    public async Task An_aggregate_that_is_not_registered_is_made_when_it_is_asked_for()
    {
        var store = Store();
        var id = Guid.NewGuid();
        await using var session = store.LightweightSession();
        session.Events.StartStream(id, new VoyageBegun(id, "Beagle"), new Boarded(id, 1, ["ada"]));
        await session.SaveChangesAsync();
        (await session.Events.AggregateStreamAsync<Crew>(id))!.Names.ShouldBe(["ada"]);
        (await session.Events.FetchLatest<Crew>(id))!.Names.ShouldBe(["ada"]);
        var stream = await session.Events.FetchForWriting<Crew>(id);
        stream.Aggregate!.Names.ShouldBe(["ada"]);
        stream.AppendOne(new WentAshore(id, 2, ["ada"]));
        await session.SaveChangesAsync();
        (await session.Events.FetchLatest<Crew>(id))!.Names.ShouldBeEmpty();
    }

    public sealed record TripBegun(int Day);

    public sealed record Moved(double Distance);

    public sealed record Arrived(string Town);

    public sealed record TripEnded(int Day);

    public sealed record GivenUp;

    public sealed record BrokeDown(bool IsCritical);

    public sealed record HolidayOver;

    public sealed class Trip
    {
        public Guid Id { get; set; }

        public int Begun { get; set; }

        public int? Ended { get; set; }

        public double Distance { get; set; }

        public string Town { get; set; } = "";

        public bool IsActive { get; set; }
    }

    public sealed partial class TripProjection : SingleStreamProjection<Trip, Guid>
    {
        public void Apply(Arrived e, Trip trip) => trip.Town = e.Town;

        public void Apply(Moved e, Trip trip) => trip.Distance += e.Distance;

        public void Apply(TripEnded e, Trip trip) => (trip.IsActive, trip.Ended) = (false, e.Day);

        public Trip Create(IEvent<TripBegun> e) => new() { Id = e.StreamId, Begun = e.Data.Day, IsActive = true };

        public bool ShouldDelete(GivenUp _) => true;

        public bool ShouldDelete(BrokeDown e) => e.IsCritical;

        public bool ShouldDelete(HolidayOver _, Trip trip) => trip.Distance > 1000;
    }

    public static TheoryData<ProjectionLifecycle> Lifecycles => [.. Enum.GetValues<ProjectionLifecycle>()];

    [Theory, MemberData(nameof(Lifecycles))]
    public async Task A_projection_of_its_own_makes_and_deletes_the_documents(ProjectionLifecycle lifecycle)
    {
        var store = Store(o => o.Projections.Add<TripProjection>(lifecycle));
        Task<Guid> TravelAsync(params object[] events) => StartAsync(store, [new TripBegun(4), new Moved(600), .. events]);
        var ended = await TravelAsync(new Arrived("Rome"), new TripEnded(9));
        var halted = await TravelAsync(new BrokeDown(false), new HolidayOver());
        Guid[] gone = [await TravelAsync(new GivenUp()), await TravelAsync(new BrokeDown(true)), await TravelAsync(new Moved(600), new HolidayOver())];
        if (lifecycle == ProjectionLifecycle.Async)
        {
            using var daemon = await store.BuildProjectionDaemonAsync();
            await daemon.RebuildProjectionAsync<TripProjection>(CancellationToken.None);
        }

        await using var session = store.LightweightSession();
        var trip = (await session.Events.FetchLatest<Trip>(ended))!;
        (trip.Begun, trip.Ended, trip.Distance, trip.Town, trip.IsActive).ShouldBe((4, 9, 600, "Rome", false));
        (await session.Events.FetchLatest<Trip>(halted))!.IsActive.ShouldBeTrue();
        foreach (var id in gone) (await session.Events.FetchLatest<Trip>(id)).ShouldBeNull();
        if (lifecycle != ProjectionLifecycle.Live) (await session.Query<Trip>().OrderBy(t => t.Town).Select(t => t.Id).ToListAsync()).ShouldBe([halted, ended]);
    }

    public sealed record Requested(Guid PatientId, string Speciality);

    public sealed record Routed(Guid BoardId);

    public sealed record Estimated(DateTimeOffset Time);

    public sealed record Cancelled;

    public sealed class Appointment
    {
        public Guid Id { get; set; }

        public Guid PatientId { get; set; }

        public Guid? BoardId { get; set; }

        public DateTimeOffset Created { get; set; }

        public DateTimeOffset? Estimate { get; set; }

        public string Speciality { get; set; } = "";
    }

    public sealed partial class AppointmentProjection : SingleStreamProjection<Appointment, Guid>
    {
        public AppointmentProjection() => Options.CacheLimitPerTenant = 1000;

        public override Appointment? Evolve(Appointment? snapshot, Guid id, IEvent e)
        {
            switch (e.Data)
            {
                case Requested requested:
                    return new Appointment { PatientId = requested.PatientId, Speciality = requested.Speciality, Created = e.Timestamp };
                case Routed routed:
                    snapshot!.BoardId = routed.BoardId;
                    break;
                case Estimated estimated:
                    snapshot!.Estimate = estimated.Time;
                    break;
                case Cancelled:
                    return null;
            }

            return snapshot;
        }
    }

    [Theory, MemberData(nameof(Lifecycles))]
    public async Task Code_for_each_event_makes_and_deletes_the_documents(ProjectionLifecycle lifecycle)
    {
        var store = Store(o => o.Projections.Add<AppointmentProjection>(lifecycle));
        var (patient, board, time) = (Guid.NewGuid(), Guid.NewGuid(), new DateTimeOffset(2026, 4, 5, 6, 7, 8, TimeSpan.Zero));
        var id = await StartAsync(store, new Requested(patient, "heart"), new Routed(board));
        await AppendAsync(store, id, new Estimated(time));
        var cancelled = await StartAsync(store, new Requested(patient, "bones"));
        await AppendAsync(store, cancelled, new Cancelled());
        if (lifecycle == ProjectionLifecycle.Async)
        {
            using var daemon = await store.BuildProjectionDaemonAsync();
            await daemon.RebuildProjectionAsync<AppointmentProjection>(CancellationToken.None);
        }

        await using var session = store.LightweightSession();
        var appointment = (await session.Events.FetchLatest<Appointment>(id))!;
        (appointment.Id, appointment.PatientId, appointment.BoardId, appointment.Estimate, appointment.Speciality).ShouldBe((id, patient, board, time, "heart"));
        appointment.Created.ShouldBe((await FetchAsync(store, id))[0].Timestamp, TimeSpan.FromMinutes(2));
        (await session.Events.FetchLatest<Appointment>(cancelled)).ShouldBeNull();
    }
}
