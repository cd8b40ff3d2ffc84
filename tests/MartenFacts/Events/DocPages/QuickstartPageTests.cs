using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;

namespace MartenFacts.Events.DocPages;

/// <summary>The pages "Event Store Quick Start" and "Marten as Event Store".</summary>
public class QuickstartPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private static async Task<Guid> SailAsync(IDocumentStore store)
    {
        var id = Guid.NewGuid();
        await using var session = store.LightweightSession();
        session.Events.StartStream(id, new VoyageBegun(id, "Beagle"), new Boarded(id, 1, ["Robert", "Charles"]));
        session.Events.Append(id, new Boarded(id, 3, ["Syms", "Charles"]), new WentAshore(id, 9, ["Robert"]), new Reached(id, 15, "Bahia"));
        await session.SaveChangesAsync();
        return id;
    }

    [Fact]
    public async Task A_stream_is_begun_and_gone_on_with_in_one_save()
    {
        var store = Store();
        var id = await SailAsync(store);
        (await FetchAsync(store, id)).Select(e => e.Version).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task The_state_of_a_stream_is_made_of_its_events_up_to_a_version_or_a_time()
    {
        var store = Store();
        var id = await SailAsync(store);
        await using var session = store.LightweightSession();
        (await session.Events.AggregateStreamAsync<Crew>(id))!.Names.ShouldBe(["Charles", "Syms"]);
        (await session.Events.AggregateStreamAsync<Crew>(id, 3))!.Names.ShouldBe(["Robert", "Charles", "Syms"]);
        (await session.Events.AggregateStreamAsync<Crew>(id, timestamp: DateTime.UtcNow.AddDays(-1))).ShouldBeNull();
        (await session.Events.AggregateStreamAsync<Crew>(id, timestamp: DateTime.UtcNow.AddDays(1)))!.Names.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_projection_keeps_documents_that_are_queried_like_any_other()
    {
        var store = Store(o => o.Projections.Add<VoyageProjection>(ProjectionLifecycle.Inline));
        var (one, other) = (await SailAsync(store), await SailAsync(store));
        await AppendAsync(store, other, new VoyageEnded(other));
        await using var session = store.LightweightSession();
        var voyage = (await session.LoadAsync<Voyage>(one))!;
        (voyage.Name, voyage.Ports.Single(), voyage.IsFinished).ShouldBe(("Beagle", "Bahia", false));
        (await session.Query<Voyage>().Where(v => v.IsFinished).ToListAsync()).Select(v => v.Id).ShouldBe([other]);
    }

    [Fact]
    public async Task Events_of_registered_types_are_queried_by_a_store_that_has_not_appended_any()
    {
        var id = await SailAsync(Store());
        var store = Store(o =>
        {
            o.AutoCreateSchemaObjects = AutoCreate.None;
            o.Events.AddEventType(typeof(VoyageBegun));
            o.Events.AddEventType<Reached>();
            o.Events.AddEventTypes([typeof(Boarded), typeof(WentAshore)]);
        });
        await using var session = store.QuerySession();
        (await session.Events.QueryRawEventDataOnly<Reached>().SingleAsync()).ShouldBe(new Reached(id, 15, "Bahia"));
        (await session.Events.QueryRawEventDataOnly<VoyageBegun>().SingleAsync()).Name.ShouldBe("Beagle");
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_value_that_a_projection_has_an_index_for_is_there_once(EventAppendMode mode)
    {
        var store = EventStore(mode, o =>
        {
            o.Projections.Add<VoyageProjection>(ProjectionLifecycle.Inline);
            o.Schema.For<Voyage>().UniqueIndex(v => v.Name);
        });
        var first = await SailAsync(store);
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => SailAsync(store));
        await using var session = store.QuerySession();
        (await session.Query<Voyage>().SingleAsync()).Id.ShouldBe(first);
        (await session.Events.QueryAllRawEvents().Where(e => e.EventTypeName == "voyage_begun").CountAsync()).ShouldBe(1);
    }
}
