using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace MartenFacts.Events.DocPages;

/// <summary>The pages "Event Projections" and "Inline Projections".</summary>
public class EventProjectionsPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public interface ISpecial;

    public sealed record Special(string Name) : ISpecial;

    public sealed class Note
    {
        public Guid Id { get; set; }

        public string Text { get; set; } = "";
    }

    public sealed class Person
    {
        public string Id { get; set; } = "";

        public string FullName { get; set; } = "";
    }

    public sealed partial class Explicit : EventProjection
    {
        public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
        {
            switch (e.Data)
            {
                case Opened opened:
                    operations.Store(new Note { Id = e.StreamId, Text = opened.Owner });
                    break;
                case Closed:
                    operations.Delete<Note>(e.StreamId);
                    break;
            }

            return default;
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Each_event_is_dealt_with_by_code(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Add(new Explicit(), ProjectionLifecycle.Inline));
        var id = await StartAsync(store, new Opened("ada"));
        await using var session = store.QuerySession();
        (await session.LoadAsync<Note>(id))!.Text.ShouldBe("ada");
        await AppendAsync(store, id, new Closed());
        (await session.LoadAsync<Note>(id)).ShouldBeNull();
    }

    public sealed partial class Conventional : EventProjection
    {
        public Note Create(IEvent<Opened> e) => new() { Id = e.Id, Text = $"{e.Data.Owner} {e.StreamId}" };

        public async Task<Note> Create(IEvent<Deposited> e, IDocumentOperations operations)
        {
            var person = await operations.LoadAsync<Person>("ada");
            return new Note { Id = e.Id, Text = person!.FullName };
        }

        public void Project(ISpecial e, IEvent metadata, IDocumentOperations operations) =>
            operations.Store(new Note { Id = metadata.Id, Text = e.ToString()! });
    }

    [Fact]
    public async Task Each_event_is_dealt_with_by_the_method_for_it()
    {
        var store = Store(o => o.Projections.Add<Conventional>(ProjectionLifecycle.Inline));
        await SaveAsync(store, new Person { Id = "ada", FullName = "Ada L" });
        var id = await StartAsync(store, new Opened("ada"), new Deposited(1), new Special("x"), new Withdrawn(1));
        var events = await FetchAsync(store, id);
        await using var session = store.QuerySession();
        (await session.LoadManyAsync<Note>(events.Select(e => e.Id).ToArray())).ToDictionary(n => n.Id, n => n.Text).ShouldBe(
            new Dictionary<Guid, string> { [events[0].Id] = $"ada {id}", [events[1].Id] = "Ada L", [events[2].Id] = new Special("x").ToString() }, ignoreOrder: true);
    }

    public sealed class Assigned(string who)
    {
        public string Who { get; } = who;

        public string? FullName { get; set; }
    }

    public sealed partial class Enriching : EventProjection
    {
        public static int Calls { get; set; }

        public Note Create(IEvent<Assigned> e) => new() { Id = e.StreamId, Text = e.Data.FullName ?? "nobody" };

        public override async Task EnrichEventsAsync(IQuerySession querySession, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            Calls++;
            var assigned = events.OfType<IEvent<Assigned>>().ToArray();
            var people = (await querySession.LoadManyAsync<Person>(cancellation, assigned.Select(e => e.Data.Who).Distinct().ToArray())).ToDictionary(p => p.Id);
            foreach (var e in assigned) e.Data.FullName = people.GetValueOrDefault(e.Data.Who)?.FullName;
        }
    }

    [Fact]
    public async Task What_events_refer_to_is_read_for_all_of_them_at_once()
    {
        var store = Store(o => o.Projections.Add<Enriching>(ProjectionLifecycle.Inline));
        await SaveAsync(store, new Person { Id = "ada", FullName = "Ada L" }, new Person { Id = "bob", FullName = "Bob M" });
        await using var session = store.LightweightSession();
        var one = session.Events.StartStream(new Assigned("ada")).Id;
        var other = session.Events.StartStream(new Assigned("bob")).Id;
        await session.SaveChangesAsync();
        (await session.LoadAsync<Note>(one))!.Text.ShouldBe("Ada L");
        (await session.LoadAsync<Note>(other))!.Text.ShouldBe("Bob M");
        Enriching.Calls.ShouldBe(1);
    }
}
