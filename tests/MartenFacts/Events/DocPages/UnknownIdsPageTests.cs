using System.Collections.Concurrent;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Grouping;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Aggregation;
using Marten.Events.Projections;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Multi-Stream Projections": events that do not say which document they concern.</summary>
public class UnknownIdsPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public interface IOfCard
    {
        string Card { get; }
    }

    public sealed record Enrolled(Guid Member, string Name);

    public sealed record Issued(Guid Member, string Card);

    public sealed record Swiped(string Card) : IOfCard;

    public sealed record Refunded(string Card, string Reason) : IOfCard;

    public sealed class CardHolder
    {
        public required string Id { get; set; }

        public required Guid Member { get; set; }
    }

    public sealed partial class CardHolderProjection : SingleStreamProjection<CardHolder, string>
    {
        public void Apply(Issued e, CardHolder holder)
        {
            holder.Id = e.Card;
            holder.Member = e.Member;
        }
    }

    public sealed class Usage
    {
        public Guid Id { get; set; }

        public List<string> Cards { get; set; } = [];

        public int Swipes { get; set; }

        public HashSet<string> Reasons { get; set; } = [];
    }

    private static async Task<Dictionary<string, Guid>> HoldersAsync(IQuerySession session, IReadOnlyCollection<string> cards) =>
        (await session.Query<CardHolder>().Where(h => cards.Contains(h.Id)).Select(h => new { h.Id, h.Member }).ToListAsync()).ToDictionary(h => h.Id, h => h.Member);

    public sealed class LookingGrouper : IAggregateGrouper<Guid>
    {
        public async Task Group(IQuerySession session, IReadOnlyList<IEvent> events, IEventGrouping<Guid> grouping)
        {
            var ofCards = events.Where(e => e.Data is IOfCard).ToList();
            var holders = await HoldersAsync(session, [.. ofCards.Select(e => ((IOfCard)e.Data).Card).Distinct()]);
            foreach (var e in ofCards)
            {
                if (holders.TryGetValue(((IOfCard)e.Data).Card, out var member)) grouping.AddEvent(member, e);
            }
        }
    }

    public sealed class BatchGrouper : IAggregateGrouper<Guid>
    {
        private readonly ConcurrentDictionary<string, Guid> _known = new();

        public async Task Group(IQuerySession session, IReadOnlyList<IEvent> events, IEventGrouping<Guid> grouping)
        {
            var swipes = events.OfType<IEvent<Swiped>>().ToList();
            foreach (var issued in events.OfType<IEvent<Issued>>()) _known[issued.Data.Card] = issued.Data.Member;
            var unknown = swipes.Select(e => e.Data.Card).Distinct().Where(c => !_known.ContainsKey(c)).ToList();
            if (unknown.Count > 0)
            {
                foreach (var (card, member) in await HoldersAsync(session, unknown)) _known[card] = member;
            }

            foreach (var e in swipes)
            {
                if (_known.TryGetValue(e.Data.Card, out var member)) grouping.AddEvent(member, e);
            }
        }
    }

    public sealed partial class UsageProjection : MultiStreamProjection<Usage, Guid>
    {
        public UsageProjection(IAggregateGrouper<Guid> grouper)
        {
            Identity<Enrolled>(e => e.Member);
            CustomGrouping(grouper);
        }

        public Usage Create(Enrolled e) => new() { Id = e.Member };

        public void Apply(Usage usage, Swiped _) => usage.Swipes++;

        public void Apply(Usage usage, Refunded e) => usage.Reasons.Add(e.Reason);
    }

    public sealed partial class LinkedUsageProjection : MultiStreamProjection<Usage, Guid>
    {
        public LinkedUsageProjection()
        {
            Identity<Enrolled>(e => e.Member);
            Identity<Issued>(e => e.Member);
            CustomGrouping(async (session, events, grouping) =>
            {
                var swipes = events.OfType<IEvent<Swiped>>().ToList();
                if (swipes.Count == 0) return;
                var cards = swipes.Select(e => e.Data.Card).Distinct().ToList();
                var owners = await session.Query<Usage>().Where(u => u.Cards.Any(c => cards.Contains(c))).Select(u => new { u.Id, u.Cards }).ToListAsync();
                var owner = owners.SelectMany(o => o.Cards.Select(card => new { card, o.Id })).ToDictionary(o => o.card, o => o.Id);
                foreach (var e in swipes)
                {
                    if (owner.TryGetValue(e.Data.Card, out var id)) grouping.AddEvent(id, e);
                }
            });
        }

        public Usage Create(Enrolled e) => new() { Id = e.Member };

        public void Apply(Usage usage, Issued e)
        {
            if (!usage.Cards.Contains(e.Card)) usage.Cards.Add(e.Card);
        }

        public void Apply(Usage usage, Swiped _) => usage.Swipes++;
    }

    private DocumentStore CardStore(MultiStreamProjection<Usage, Guid> usage, bool isLookedUp) => AsyncStore(o =>
    {
        o.Events.StreamIdentity = StreamIdentity.AsString;
        if (isLookedUp) o.Projections.Add<CardHolderProjection>(ProjectionLifecycle.Inline);
        o.Projections.Add(usage, ProjectionLifecycle.Async);
    });

    private static async Task SaveEventsAsync(IDocumentStore store, string key, params object[] events)
    {
        await using var session = store.LightweightSession();
        session.Events.Append(key, events);
        await session.SaveChangesAsync();
    }

    private static async Task<Usage> UsageAsync(IDocumentStore store, Guid member)
    {
        await using var session = store.QuerySession();
        return (await session.QueryForNonStaleData<Usage>(Patience).Where(u => u.Id == member).SingleAsync())!;
    }

    [Fact]
    public async Task They_are_found_in_documents_that_are_saved_with_the_events()
    {
        var store = CardStore(new UsageProjection(new LookingGrouper()), isLookedUp: true);
        await StartedDaemonOf(store);
        var ada = Guid.NewGuid();
        await SaveEventsAsync(store, "ada", new Enrolled(ada, "Ada"));
        await SaveEventsAsync(store, "card", new Issued(ada, "card"));
        await SaveEventsAsync(store, "card", new Swiped("card"), new Refunded("card", "broken"), new Swiped("nobody's"));
        var usage = await UsageAsync(store, ada);
        (usage.Swipes, usage.Reasons.Single()).ShouldBe((1, "broken"));
    }

    [Fact]
    public async Task They_are_found_in_the_documents_that_are_made_of_them_once_these_know_the_link()
    {
        var store = CardStore(new LinkedUsageProjection(), isLookedUp: false);
        await StartedDaemonOf(store);
        var (ada, bob) = (Guid.NewGuid(), Guid.NewGuid());
        await SaveEventsAsync(store, "ada", new Enrolled(ada, "Ada"), new Enrolled(bob, "Bob"), new Issued(ada, "a1"), new Issued(ada, "a2"), new Issued(bob, "b"));
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await SaveEventsAsync(store, "cards", new Swiped("a1"), new Swiped("a2"), new Swiped("b"), new Swiped("nobody's"));
        (await UsageAsync(store, ada)).Swipes.ShouldBe(2);
        (await UsageAsync(store, bob)).Swipes.ShouldBe(1);
    }

    [Fact]
    public async Task They_are_found_in_the_page_first_and_in_what_is_saved_then()
    {
        var store = CardStore(new UsageProjection(new BatchGrouper()), isLookedUp: true);
        var (ada, bob) = (Guid.NewGuid(), Guid.NewGuid());
        await SaveEventsAsync(store, "a", new Enrolled(ada, "Ada"), new Issued(ada, "a"), new Swiped("a"));
        await StartedDaemonOf(store);
        (await UsageAsync(store, ada)).Swipes.ShouldBe(1);
        await SaveEventsAsync(store, "b", new Enrolled(bob, "Bob"), new Issued(bob, "b"));
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await SaveEventsAsync(store, "b", new Swiped("b"), new Swiped("a"), new Swiped("nobody's"));
        (await UsageAsync(store, ada)).Swipes.ShouldBe(2);
        (await UsageAsync(store, bob)).Swipes.ShouldBe(1);
    }
}
