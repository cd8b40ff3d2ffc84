using System.Text.Json.Serialization;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;

namespace MartenFacts.Events.DocPages;

/// <summary>The scenarios "Aggregates, Events, Repositories", "Copy and transform stream" and "Immutable projections as read model".</summary>
public class ScenarioPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    /// <summary>Remembers the events that it makes until they are saved.</summary>
    public abstract class Aggregate
    {
        [JsonIgnore]
        private readonly List<object> _events = [];

        public string Id { get; protected set; } = "";

        public long Version { get; set; }

        public IReadOnlyList<object> Unsaved => _events;

        public void ClearUnsaved() => _events.Clear();

        protected void Remember(object e) => _events.Add(e);
    }

    public sealed record Numbered(int Number);

    public sealed record LineAdded(decimal Price, decimal Tax, string Text);

    public sealed partial class Invoice : Aggregate
    {
        private readonly List<(string Text, decimal Price)> _lines = [];

        public Invoice(int number)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
            var e = new Numbered(number);
            Apply(e);
            Remember(e);
        }

        private Invoice()
        {
        }

        public decimal Total { get; private set; }

        public string Text => string.Join(", ", _lines.Select(l => $"{l.Text}: {l.Price}"));

        public void AddLine(decimal price, decimal tax, string text)
        {
            ArgumentException.ThrowIfNullOrEmpty(text);
            var e = new LineAdded(price, tax, text);
            Apply(e);
            Remember(e);
        }

        public void Apply(Numbered e) => (Id, Version) = ($"{e.Number}", Version + 1);

        public void Apply(LineAdded e)
        {
            var price = e.Price * (1 + e.Tax / 100);
            Total += price;
            _lines.Add((e.Text, price));
            Version++;
        }
    }

    private sealed class Repository(IDocumentStore store)
    {
        public async Task SaveAsync(Aggregate aggregate)
        {
            await using var session = await store.LightweightSerializableSessionAsync();
            session.Events.Append(aggregate.Id, aggregate.Version, aggregate.Unsaved.ToArray());
            await session.SaveChangesAsync();
            aggregate.ClearUnsaved();
        }

        public async Task<T> LoadAsync<T>(string id, int? version = null) where T : Aggregate
        {
            await using var session = await store.LightweightSerializableSessionAsync();
            return await session.Events.AggregateStreamAsync<T>(id, version ?? 0) ?? throw new InvalidOperationException($"There is no aggregate {id}");
        }
    }

    private static Invoice NewInvoice()
    {
        var invoice = new Invoice(42);
        invoice.AddLine(100, 24, "glasses");
        invoice.AddLine(200, 16, "lift");
        return invoice;
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_repository_saves_what_aggregates_remember_and_makes_them_again(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Events.StreamIdentity = StreamIdentity.AsString);
        var repository = new Repository(store);
        var (invoice, same) = (NewInvoice(), NewInvoice());
        await repository.SaveAsync(invoice);
        invoice.Unsaved.ShouldBeEmpty();
        var loaded = await repository.LoadAsync<Invoice>(invoice.Id);
        (loaded.Total, loaded.Text, loaded.Version, loaded.Unsaved.Count).ShouldBe((356, invoice.Text, 3, 0));
        (await repository.LoadAsync<Invoice>(invoice.Id, 2)).Total.ShouldBe(124);
        loaded.AddLine(1, 0, "screw");
        await repository.SaveAsync(loaded);
        (await repository.LoadAsync<Invoice>(invoice.Id)).Total.ShouldBe(357);
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => repository.SaveAsync(same));
        await Should.ThrowAsync<InvalidOperationException>(() => repository.LoadAsync<Invoice>("43"));
    }

    public sealed record Joined(int Day, string[] Members);

    public sealed record OneJoined(int Day, string Member);

    public sealed record Slain(string Monster);

    public sealed record MovedTo(string Stream);

    [Theory, MemberData(nameof(Modes))]
    public async Task A_stream_is_copied_and_changed_on_the_way(EventAppendMode mode)
    {
        var store = EventStore(mode, o =>
        {
            o.Events.StreamIdentity = StreamIdentity.AsString;
            o.Events.MetadataConfig.EnableAll();
        });
        await using (var session = store.LightweightSession())
        {
            session.CorrelationId = "first";
            session.Events.StartStream<Account>("quest", new Opened("quest"), new Joined(2, ["ada", "bob"]), new Slain("troll"), new Slain("dragon"));
            await session.SaveChangesAsync();
        }

        await using (var session = store.LightweightSession())
        {
            var events = await session.Events.FetchStreamAsync("quest");
            var copies = events.SelectMany(e => Changed(e).Select(data =>
            {
                var copy = session.Events.BuildEvent(data).AtTimestamp(e.Timestamp).WithHeader("copied_from", e.Id).WithHeader("moved_from", "quest");
                copy.CorrelationId = e.CorrelationId;
                return copy;
            })).ToArray();
            session.Events.Append("quest", events.Count + 1, new MovedTo("quest without trolls"));
            session.Events.StartStream<Account>("quest without trolls", copies);
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        var old = await query.Events.FetchStreamAsync("quest");
        (old.Count, old[^1].Data).ShouldBe((5, new MovedTo("quest without trolls")));
        var moved = await query.Events.FetchStreamAsync("quest without trolls");
        moved.Select(e => e.Data).ShouldBe([new Opened("quest"), new OneJoined(2, "ada"), new OneJoined(2, "bob"), new Slain("dragon")]);
        moved.ShouldAllBe(e => e.CorrelationId == "first" && e.GetHeader("moved_from")!.ToString() == "quest");
        moved.Select(e => e.Timestamp).ShouldBe([old[0].Timestamp, old[1].Timestamp, old[1].Timestamp, old[3].Timestamp]);
        moved[2].GetHeader("copied_from")!.ToString().ShouldBe(old[1].Id.ToString());
    }

    private static IEnumerable<object> Changed(IEvent e) => e.Data switch
    {
        Slain { Monster: "troll" } => [],
        Joined joined => joined.Members.Select(m => new OneJoined(joined.Day, m)),
        _ => [e.Data],
    };

    public sealed partial class ReadModel
    {
        [JsonInclude]
        public Guid Id { get; private set; }

        [JsonInclude]
        public string Name { get; private set; } = "";

        [JsonInclude]
        public int Count { get; private set; }

        public void Apply(Opened e) => Name = e.Owner;

        public void Apply(Deposited e) => Count++;
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_read_model_that_nobody_else_can_change_is_stored_and_loaded(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Snapshot<ReadModel>(SnapshotLifecycle.Inline));
        var id = await StartAsync(store, new Opened("ada"), new Deposited(1));
        await AppendAsync(store, id, new Deposited(2));
        await using var query = store.QuerySession();
        var model = (await query.LoadAsync<ReadModel>(id))!;
        (model.Id, model.Name, model.Count).ShouldBe((id, "ada", 2));
    }
}
