using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Events.Aggregation;
using Marten.Events.CodeGeneration;
using Marten.Schema;

namespace MartenFacts.Events.DocPages;

/// <summary>The pages "Using Event Metadata" and "Event Metadata".</summary>
public class UsingMetadataPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public sealed partial class Lower
    {
        public Guid Id { get; set; }

        public long version;

        public void Apply(Deposited e)
        {
        }
    }

    public sealed partial class Marked
    {
        public Guid Id { get; set; }

        public int Version { get; set; }

        [Version]
        public long Number { get; set; }

        public void Apply(Deposited e)
        {
        }
    }

    public sealed partial class Ignored
    {
        public Guid Id { get; set; }

        [MartenIgnore]
        public int Version { get; set; }

        public void Apply(Deposited e) => Version = -1;
    }

    [Fact]
    public async Task The_version_of_a_stream_is_in_the_member_for_it()
    {
        var store = Store();
        var id = await StartAsync(store, new Deposited(1), new Deposited(2));
        await using var session = store.QuerySession();
        (await session.Events.AggregateStreamAsync<Lower>(id))!.version.ShouldBe(2);
        var marked = (await session.Events.AggregateStreamAsync<Marked>(id))!;
        (marked.Version, marked.Number).ShouldBe((0, 2));
        (await session.Events.AggregateStreamAsync<Ignored>(id))!.Version.ShouldBe(-1);
    }

    public sealed class Item
    {
        public Guid Id { get; set; }

        public string Owner { get; set; } = "";

        public DateTimeOffset? LastModified { get; set; }

        public string By { get; set; } = "";
    }

    public sealed partial class ItemProjection : SingleStreamProjection<Item, Guid>
    {
        public void Apply(Item item, Opened e) => item.Owner = e.Owner;

        public void Apply(Item item, IEvent<Deposited> e)
        {
        }

        public override Item ApplyMetadata(Item snapshot, IEvent lastEvent)
        {
            snapshot.LastModified = lastEvent.Timestamp;
            snapshot.By = lastEvent.GetHeader("by")?.ToString() ?? "nobody";
            return snapshot;
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task The_headers_of_a_session_are_those_of_its_events(EventAppendMode mode)
    {
        var store = EventStore(mode, o =>
        {
            o.Projections.Add<ItemProjection>(ProjectionLifecycle.Inline);
            o.Events.MetadataConfig.HeadersEnabled = true;
        });
        await using var session = store.LightweightSession();
        session.SetHeader("by", "ada");
        var id = session.Events.StartStream<Item>(new Opened("box")).Id;
        await session.SaveChangesAsync();
        session.Events.Append(id, new Deposited(1), new Deposited(2));
        await session.SaveChangesAsync();
        var item = (await session.LoadAsync<Item>(id))!;
        (item.Owner, item.By).ShouldBe(("box", "ada"));
        item.LastModified!.Value.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(2));
    }

    public sealed partial class Shipment
    {
        public Guid Id { get; set; }

        public int Version { get; set; }

        public decimal Amount { get; private set; }

        public void Apply(Deposited e) => Amount += e.Amount;
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_version_by_convention_is_that_of_the_last_event(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Snapshot<Shipment>(SnapshotLifecycle.Inline));
        var id = await StartAsync(store, new Deposited(1), new Deposited(2));
        await using var session = store.LightweightSession();
        (await session.LoadAsync<Shipment>(id))!.Version.ShouldBe(2);
        (await session.Events.FetchForWriting<Shipment>(id)).AppendMany(new Deposited(3), new Deposited(4), new Deposited(5));
        await session.SaveChangesAsync();
        (await session.LoadAsync<Shipment>(id))!.Version.ShouldBe(5);
        (await session.Events.AggregateStreamAsync<Shipment>(id))!.Version.ShouldBe(5);
        if (mode != EventAppendMode.Rich) return;

        // Only here an append that names no version knows its versions before the save.
        await AppendAsync(store, id, new Deposited(6));
        await using var query = store.QuerySession();
        (await query.LoadAsync<Shipment>(id))!.Version.ShouldBe(6);
    }

    public sealed class Travel
    {
        public Guid Id { get; set; }

        public DateTimeOffset Started { get; set; }

        public DateTimeOffset? Ended { get; set; }

        public string Owner { get; set; } = "";

        public string? Customer { get; set; }

        public string? Correlation { get; set; }
    }

    public sealed partial class TravelProjection : SingleStreamProjection<Travel, Guid>
    {
        public Travel Create(IEvent<Opened> e)
        {
            var travel = new Travel { Started = e.Timestamp, Owner = e.Data.Owner, Correlation = e.CorrelationId };
            if (e.Headers is not null && e.Headers.TryGetValue("customer", out var customer)) travel.Customer = customer.ToString();
            return travel;
        }

        public void Apply(Withdrawn e, Travel travel, IEvent metadata) => travel.Ended = metadata.Timestamp;

        public bool ShouldDelete(IEvent<Closed> e) => e.Headers is not null && e.Headers.ContainsKey("final");
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Handlers_see_what_is_known_about_their_events(EventAppendMode mode)
    {
        var store = EventStore(mode, o =>
        {
            o.Projections.Add<TravelProjection>(ProjectionLifecycle.Inline);
            o.Events.MetadataConfig.EnableAll();
        });
        var then = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        await using var session = store.LightweightSession();
        session.CorrelationId = "cor";
        session.SetHeader("customer", "bob");
        var id = session.Events.StartStream<Travel>(new Opened("ada").AsEvent().AtTimestamp(then)).Id;
        await session.SaveChangesAsync();
        session.Events.Append(id, new Withdrawn(1).AsEvent().AtTimestamp(then.AddDays(1)), new Closed());
        await session.SaveChangesAsync();
        var travel = (await session.LoadAsync<Travel>(id))!;
        (travel.Id, travel.Started, travel.Ended, travel.Owner, travel.Customer, travel.Correlation).ShouldBe((id, then, then.AddDays(1), "ada", "bob", "cor"));
        session.Events.Append(id, new Closed().AsEvent().WithHeader("final", "yes"));
        await session.SaveChangesAsync();
        (await session.LoadAsync<Travel>(id)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task An_event_may_have_metadata_of_its_own(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Events.MetadataConfig.EnableAll());
        var (eventId, then) = (Guid.NewGuid(), new DateTimeOffset(2020, 2, 3, 4, 5, 6, TimeSpan.Zero));
        Guid id;
        await using (var session = store.LightweightSession())
        {
            session.CorrelationId = "session's";
            var action = session.Events.StartStream(
                new Opened("ada"), new Deposited(1).AsEvent().AtTimestamp(then).WithHeader("color", "blue"), new Event<Withdrawn>(new Withdrawn(1)) { Timestamp = then }, Event.For(new Closed()));
            var first = action.Events[0];
            first.Timestamp = then;
            first.SetHeader("category", "important");
            first.Id = eventId;
            first.CausationId = first.CorrelationId = "own";
            await session.SaveChangesAsync();
            id = action.Id;
        }

        var events = await FetchAsync(store, id);
        (events[0].Id, events[0].Timestamp, events[0].CausationId, events[0].CorrelationId, events[0].GetHeader("category")!.ToString())
            .ShouldBe((eventId, then, "own", "own", "important"));
        (events[1].Timestamp, events[1].CorrelationId, events[1].GetHeader("color")!.ToString()).ShouldBe((then, "session's", "blue"));
        events[2].Timestamp.ShouldBe(then);
        events[3].Timestamp.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(2));
        events.Select(e => e.Data).ShouldBe([new Opened("ada"), new Deposited(1), new Withdrawn(1), new Closed()]);
    }
}
