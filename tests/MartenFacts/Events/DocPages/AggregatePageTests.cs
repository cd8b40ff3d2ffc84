using System.Text.Json.Serialization;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Events;
using Marten.Events.Aggregation;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Aggregate Projections".</summary>
public class AggregatePageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public sealed record BandFormed(Guid Band, string Name);

    public sealed record Came(int Day, string[] Members);

    public sealed record Left(int Day, string[] Members);

    public sealed partial record Band(Guid Id, List<string> Members)
    {
        public static Band Create(BandFormed formed) => new(formed.Band, []);

        public static Band Apply(Came came, Band band) => band with { Members = [.. band.Members.Union(came.Members)] };

        public static Band Apply(Left left, Band band) => band with { Members = [.. band.Members.Where(m => !left.Members.Contains(m))] };
    }

    [Theory, InlineData(null), InlineData(SnapshotLifecycle.Inline), InlineData(SnapshotLifecycle.Async)]
    public async Task A_record_is_made_anew_with_every_event(SnapshotLifecycle? lifecycle)
    {
        var store = AsyncStore(o =>
        {
            if (lifecycle is { } stored) o.Projections.Snapshot<Band>(stored);
        });
        await StartedDaemonOf(store);
        var id = Guid.NewGuid();
        await using var session = store.LightweightSession();
        session.Events.StartStream<Band>(id, new BandFormed(id, "x"), new Came(1, ["ada", "bob"]), new Came(2, ["bob", "eve"]), new Left(3, ["ada"]));
        await session.SaveChangesAsync();
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        var band = lifecycle is null ? await session.Events.AggregateStreamAsync<Band>(id) : await session.LoadAsync<Band>(id);
        band!.Members.ShouldBe(["bob", "eve"]);
    }

    public readonly record struct InvoiceId(Guid Value);

    public enum InvoiceState
    {
        Open,
        Paid,
        Cancelled,
    }

    public sealed record Invoiced(DateTimeOffset At);

    public sealed record Paid;

    public sealed record Cancelled;

    public sealed partial class Invoice
    {
        [JsonInclude]
        public InvoiceId? Id { get; private set; }

        [JsonInclude]
        public DateTimeOffset At { get; private set; }

        [JsonInclude]
        public InvoiceState State { get; private set; }

        public static Invoice Create(IEvent<Invoiced> e) => new() { Id = new InvoiceId(e.StreamId), At = e.Data.At, State = InvoiceState.Open };

        public void Apply(Paid e) => State = InvoiceState.Paid;

        public void Apply(Cancelled e) => State = InvoiceState.Cancelled;
    }

    [Theory, InlineData(SnapshotLifecycle.Inline), InlineData(SnapshotLifecycle.Async)]
    public async Task The_id_of_an_aggregate_may_have_a_type_of_its_own_and_be_null(SnapshotLifecycle lifecycle)
    {
        var store = AsyncStore(o => o.Projections.Snapshot<Invoice>(lifecycle));
        await StartedDaemonOf(store);
        var id = await StartAsync(store, new Invoiced(DateTimeOffset.UtcNow));
        await AppendAsync(store, id, new Paid());
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var session = store.LightweightSession();
        (await session.LoadAsync<Invoice>(new InvoiceId(id)))!.State.ShouldBe(InvoiceState.Paid);
        (await session.Events.AggregateStreamAsync<Invoice>(id))!.Id.ShouldBe(new InvoiceId(id));
        (await session.Events.FetchForWriting<Invoice>(id)).Aggregate!.State.ShouldBe(InvoiceState.Paid);
        (await session.Events.FetchLatest<Invoice>(id))!.Id.ShouldBe(new InvoiceId(id));
    }

    public sealed record Driven(double Distance);

    public sealed record CrossedInto(string Land);

    public sealed record Aborted;

    public sealed class Tour
    {
        public Guid Id { get; set; }

        public int StartedOn { get; set; }

        public string Land { get; set; } = "";

        public double Distance { get; set; }
    }

    public sealed partial class TourProjection : SingleStreamProjection<Tour, Guid>
    {
        public TourProjection() => DeleteEvent<Aborted>();

        public Tour Create(IEvent<Came> e) => new() { Id = e.StreamId, StartedOn = e.Data.Day };

        public void Apply(CrossedInto e, Tour tour) => tour.Land = e.Land;

        public void Apply(Driven e, Tour tour) => tour.Distance += e.Distance;
    }

    [Theory, InlineData(ProjectionLifecycle.Live), InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async)]
    public async Task One_projection_is_for_every_lifecycle(ProjectionLifecycle lifecycle)
    {
        var store = AsyncStore(o => o.Projections.Add<TourProjection>(lifecycle));
        await StartedDaemonOf(store);
        var one = await StartAsync(store, new Came(3, []), new CrossedInto("here"), new Driven(2));
        var other = await StartAsync(store, new Came(4, []));
        await AppendAsync(store, one, new Driven(5));
        await AppendAsync(store, other, new Aborted());
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var session = store.QuerySession();
        async Task<Tour?> FindAsync(Guid id) =>
            lifecycle == ProjectionLifecycle.Live ? await session.Events.AggregateStreamAsync<Tour>(id) : await session.LoadAsync<Tour>(id);
        var tour = (await FindAsync(one))!;
        (tour.Id, tour.StartedOn, tour.Land, tour.Distance).ShouldBe((one, 3, "here", 7));
        (await FindAsync(other)).ShouldBeNull();
    }
}
