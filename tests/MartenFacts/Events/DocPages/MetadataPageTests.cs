using System.Diagnostics;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Event Metadata". How events get metadata of their own is in <see cref="UsingMetadataPageTests"/>.</summary>
public class MetadataPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task What_a_store_shall_keep_of_a_session_is_with_its_events(EventAppendMode mode)
    {
        var store = EventStore(mode, o =>
        {
            o.Events.MetadataConfig.HeadersEnabled = true;
            o.Events.MetadataConfig.CausationIdEnabled = true;
            o.Events.MetadataConfig.CorrelationIdEnabled = true;
        });
        await using var session = store.LightweightSession();
        (session.CorrelationId, session.CausationId) = ("cor", "cau");
        session.SetHeader("from", "here");
        session.SetHeader("number", 7);
        var id = session.Events.StartStream(new Opened("ada")).Id;
        session.Events.Append(id, new Deposited(1));
        await session.SaveChangesAsync();
        session.Events.Append(id, new Deposited(2));
        await session.SaveChangesAsync();
        foreach (var e in await FetchAsync(store, id))
        {
            (e.CorrelationId, e.CausationId, e.UserName).ShouldBe(("cor", "cau", null));
            (e.GetHeader("from")!.ToString(), e.GetHeader("number")!.ToString(), e.GetHeader("none")).ShouldBe(("here", "7", null));
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task What_a_store_does_not_keep_is_not_there(EventAppendMode mode)
    {
        var store = EventStore(mode);
        await using var session = store.LightweightSession();
        (session.CorrelationId, session.CausationId) = ("cor", "cau");
        session.SetHeader("from", "here");
        var id = session.Events.StartStream(new Opened("ada")).Id;
        await session.SaveChangesAsync();
        var e = (await FetchAsync(store, id)).Single();
        (e.CorrelationId, e.CausationId, e.Headers, e.GetHeader("from")).ShouldBe((null, null, null, null));
    }

    [Fact]
    public async Task The_ids_of_a_session_are_those_of_the_activity_it_was_opened_in()
    {
        var store = Store(o => o.Events.MetadataConfig.EnableAll());
        using var outer = new Activity("outer").Start();
        using var activity = new Activity("inner").Start();
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream(new Opened("ada")).Id;
        await session.SaveChangesAsync();
        var e = (await FetchAsync(store, id)).Single();
        (e.CorrelationId, e.CausationId).ShouldBe((activity.RootId, activity.ParentId));
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Events_have_the_time_of_the_stores_clock(EventAppendMode mode)
    {
        var then = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero);
        var store = EventStore(mode, o => o.Events.TimeProvider = new Clock(then));
        var id = await StartAsync(store, new Opened("ada"), new Deposited(1).AsEvent().AtTimestamp(then.AddDays(-1)));
        await AppendAsync(store, id, new Deposited(2), new Deposited(3).AsEvent().AtTimestamp(then.AddDays(-2)));
        (await FetchAsync(store, id)).Select(e => e.Timestamp).ShouldBe([then, then.AddDays(-1), then, then.AddDays(-2)]);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task An_event_is_what_it_is_made_to_be(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Events.MetadataConfig.EnableAll());
        var (eventId, then) = (Guid.NewGuid(), new DateTimeOffset(2020, 2, 3, 4, 5, 6, TimeSpan.Zero));
        var id = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        var action = session.Events.Append(id, new Deposited(1), new Deposited(2).AsEvent().AtTimestamp(then).WithHeader("color", "blue"));
        var first = action.Events[0];
        (first.Timestamp, first.Id, first.CausationId, first.CorrelationId) = (then.AddHours(1), eventId, "cau", "cor");
        first.SetHeader("category", "important");
        await session.SaveChangesAsync();
        var events = await FetchAsync(store, id);
        (events[1].Id, events[1].Timestamp, events[1].CausationId, events[1].CorrelationId, events[1].GetHeader("category")!.ToString())
            .ShouldBe((eventId, then.AddHours(1), "cau", "cor", "important"));
        (events[2].Timestamp, events[2].GetHeader("color")!.ToString()).ShouldBe((then, "blue"));
    }
}
