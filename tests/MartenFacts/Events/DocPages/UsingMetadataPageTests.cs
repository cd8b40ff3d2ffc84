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
