using System.Collections.Immutable;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Projections;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Event Projections": all its methods at once, and documents that are changed more than once in a page.</summary>
public class EventProjectionFormsPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public interface ISpecial;

    public sealed record Filed(Guid Paper);

    public sealed record Stamped(Guid Paper);

    public sealed record Shredded(Guid Paper);

    public sealed record Checked(Guid Paper, string Rule);

    public sealed record Framed(Guid Paper) : ISpecial;

    public sealed class Paper
    {
        public Guid Id { get; set; }

        public string Note { get; set; } = "";
    }

    public sealed class Stamp
    {
        public Guid Id { get; set; }

        public DateTimeOffset At { get; set; }
    }

    public sealed class Rule
    {
        public string Id { get; set; } = "";

        public string Text { get; set; } = "";
    }

    public sealed partial class PaperProjection : EventProjection
    {
        public Paper Create(Filed e) => new() { Id = e.Paper };

        public Stamp Create(IEvent<Stamped> e) => new() { Id = e.Data.Paper, At = e.Timestamp };

        public void Project(Shredded e, IDocumentOperations operations) => operations.Delete<Paper>(e.Paper);

        public async Task Project(Checked e, IDocumentOperations operations)
        {
            var rule = await operations.LoadAsync<Rule>(e.Rule);
            operations.Store(new Paper { Id = e.Paper, Note = rule!.Text });
        }

        public void Project(ISpecial e, IDocumentOperations operations) => operations.Store(new Rule { Id = e.GetType().Name });
    }

    [Theory, InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async)]
    public async Task A_projection_may_be_an_instance_and_run_within_the_save_or_after_it(ProjectionLifecycle lifecycle)
    {
        var store = AsyncStore(o => o.Projections.Add(new PaperProjection(), lifecycle));
        await SaveAsync(store, new Rule { Id = "one", Text = "no stains" });
        await StartedDaemonOf(store);
        var (kept, shredded) = (Guid.NewGuid(), Guid.NewGuid());
        var id = await StartAsync(store, new Filed(kept), new Filed(shredded), new Stamped(kept), new Checked(kept, "one"), new Framed(kept));
        await AppendAsync(store, id, new Shredded(shredded));
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Paper>(kept))!.Note.ShouldBe("no stains");
        (await session.LoadAsync<Paper>(shredded)).ShouldBeNull();
        (await session.LoadAsync<Stamp>(kept))!.At.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(2));
        (await session.LoadAsync<Rule>(nameof(Framed))).ShouldNotBeNull();
    }

    public enum Team
    {
        Guests,
        Hosts,
    }

    public sealed record Scored(Guid Match, Team Team, string Player);

    public sealed record Match
    {
        public Guid Id { get; init; }

        public int Hosts { get; init; }

        public int Guests { get; init; }

        public ImmutableHashSet<string> Scorers { get; init; } = [];
    }

    public sealed partial class MatchProjection : EventProjection
    {
        public async Task Project(Scored e, IDocumentOperations operations)
        {
            var match = (await operations.LoadAsync<Match>(e.Match))!;
            var scored = e.Team switch
            {
                Team.Hosts => match with { Hosts = match.Hosts + 1, Scorers = match.Scorers.Add(e.Player) },
                _ => match with { Guests = match.Guests + 1, Scorers = match.Scorers.Add(e.Player) },
            };
            operations.Store(scored);
        }
    }

    [Fact]
    public async Task A_document_that_a_page_changes_more_than_once_is_tracked_by_its_id()
    {
        var store = AsyncStore(o => o.Projections.Add(new MatchProjection(), ProjectionLifecycle.Async, options => options.EnableDocumentTrackingByIdentity = true));
        var match = new Match { Id = Guid.NewGuid() };
        await SaveAsync(store, match);
        (Team Team, string Player)[] goals = [(Team.Hosts, "ada"), (Team.Guests, "bob"), (Team.Hosts, "ada"), (Team.Hosts, "eve")];
        await StartAsync(store, [.. goals.Select(g => new Scored(match.Id, g.Team, g.Player))]);
        await StartedDaemonOf(store);
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var session = store.QuerySession();
        var after = (await session.LoadAsync<Match>(match.Id))!;
        (after.Hosts, after.Guests).ShouldBe((3, 1));
        after.Scorers.Order().ShouldBe(["ada", "bob", "eve"]);
    }

    public sealed class Assigned(string rule)
    {
        public string Rule { get; } = rule;

        public string? Text { get; set; }
    }

    public sealed partial class RuledProjection : EventProjection
    {
        public Paper Create(IEvent<Assigned> e) => new() { Id = e.Id, Note = e.Data.Text ?? "no rule" };

        public override async Task EnrichEventsAsync(IQuerySession querySession, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            var assigned = events.OfType<IEvent<Assigned>>().ToArray();
            if (assigned.Length == 0) return;
            var rules = (await querySession.LoadManyAsync<Rule>(cancellation, assigned.Select(e => e.Data.Rule).Distinct().ToArray())).ToDictionary(r => r.Id);
            foreach (var e in assigned)
            {
                if (rules.TryGetValue(e.Data.Rule, out var rule)) e.Data.Text = rule.Text;
            }
        }
    }

    [Fact]
    public async Task Events_of_a_page_are_enriched_before_any_of_them_is_dealt_with()
    {
        var store = AsyncStore(o => o.Projections.Add<RuledProjection>(ProjectionLifecycle.Async));
        await SaveAsync(store, new Rule { Id = "one", Text = "no stains" });
        await StartAsync(store, new Assigned("one"), new Assigned("other"), new Opened("ada"));
        await StartedDaemonOf(store);
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var session = store.QuerySession();
        (await session.Query<Paper>().Select(p => p.Note).ToListAsync()).ShouldBe(["no stains", "no rule"], ignoreOrder: true);
    }
}
