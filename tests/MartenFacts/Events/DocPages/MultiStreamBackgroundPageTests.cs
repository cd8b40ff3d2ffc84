using System.Globalization;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Grouping;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Events;
using Marten.Events.Aggregation;
using Marten.Events.Projections;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Multi-Stream Projections" in the background, where it says that they belong.</summary>
public class MultiStreamBackgroundPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public sealed record Insight(string Id, DateOnly Day, int Customers);

    public sealed partial class InsightProjection : MultiStreamProjection<Insight, string>
    {
        public InsightProjection()
        {
            Identity<IEvent<Opened>>(e => Day(e).ToString(CultureInfo.InvariantCulture));
            Identity<IEvent<Closed>>(e => Day(e).ToString(CultureInfo.InvariantCulture));
        }

        public Insight Create(IEvent<Opened> e) => new(Day(e).ToString(CultureInfo.InvariantCulture), Day(e), 1);

        public Insight Apply(IEvent<Opened> e, Insight current) => current with { Customers = current.Customers + 1 };

        public Insight Apply(IEvent<Closed> e, Insight current) => current with { Customers = current.Customers - 1 };

        private static DateOnly Day(IEvent e) => DateOnly.FromDateTime(e.Timestamp.UtcDateTime);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Documents_that_cannot_be_changed_are_made_by_day(EventAppendMode mode)
    {
        var store = AsyncStore(o => o.Projections.Add<InsightProjection>(ProjectionLifecycle.Async), mode);
        await StartedDaemonOf(store);
        var day = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        await StartAsync(store, new Opened("ada").AsEvent().AtTimestamp(day), new Opened("bob").AsEvent().AtTimestamp(day));
        await StartAsync(store, new Opened("eve").AsEvent().AtTimestamp(day.AddDays(1)));
        await StartAsync(store, new Opened("kim").AsEvent().AtTimestamp(day), new Closed().AsEvent().AtTimestamp(day));
        await using var session = store.QuerySession();
        (await session.QueryForNonStaleData<Insight>(Patience).OrderBy(i => i.Day).ToListAsync()).ShouldBe(
            [new Insight("05/01/2026", new DateOnly(2026, 5, 1), 2), new Insight("05/02/2026", new DateOnly(2026, 5, 2), 1)]);
    }

    public interface IOfUser
    {
        Guid User { get; }
    }

    public sealed record SignedUp(Guid User) : IOfUser;

    public sealed record Licensed(Guid User, Guid License) : IOfUser;

    public sealed record FeatureSwitchedOn(Guid License, string Feature);

    public sealed class Features
    {
        public Guid Id { get; set; }

        public Guid License { get; set; }

        public List<string> On { get; set; } = [];
    }

    public sealed class LicenseGrouper : IAggregateGrouper<Guid>
    {
        public async Task Group(IQuerySession session, IReadOnlyList<IEvent> events, IEventGrouping<Guid> grouping)
        {
            var switched = events.OfType<IEvent<FeatureSwitchedOn>>().ToList();
            if (switched.Count == 0) return;
            var licenses = switched.Select(e => e.Data.License).ToList();
            var users = await session.Query<Features>().Where(f => licenses.Contains(f.License)).Select(f => new { f.Id, f.License }).ToListAsync();
            IDictionary<Guid, List<Guid>> ids = users.GroupBy(u => u.License, u => u.Id).ToDictionary(g => g.Key, g => g.ToList());
            grouping.AddEvents<FeatureSwitchedOn>(e => ids[e.License], switched);
        }
    }

    public sealed partial class FeaturesProjection : MultiStreamProjection<Features, Guid>
    {
        public FeaturesProjection()
        {
            Identity<SignedUp>(e => e.User);
            Identity<Licensed>(e => e.User);
            CustomGrouping(new LicenseGrouper());
        }

        public void Apply(SignedUp e, Features view) => view.Id = e.User;

        public void Apply(Licensed e, Features view) => view.License = e.License;

        public void Apply(FeatureSwitchedOn e, Features view) => view.On.Add(e.Feature);
    }

    [Theory, InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async)]
    public async Task A_grouper_asks_for_all_events_at_once(ProjectionLifecycle lifecycle)
    {
        var store = AsyncStore(o => o.Projections.Add<FeaturesProjection>(lifecycle));
        await StartedDaemonOf(store);
        var (ada, bob, license) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await StartAsync(store, new SignedUp(ada), new SignedUp(bob), new Licensed(ada, license), new Licensed(bob, license));
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await StartAsync(store, new FeatureSwitchedOn(license, "dark"), new FeatureSwitchedOn(license, "fast"));
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var session = store.QuerySession();
        foreach (var user in await session.LoadManyAsync<Features>(ada, bob)) user.On.ShouldBe(["dark", "fast"]);
    }

    public sealed class OfTenant
    {
        [Identity]
        public string TenantId { get; set; } = "";

        public int Count { get; set; }
    }

    public sealed partial class OpenedByTenant : MultiStreamProjection<OfTenant, string>
    {
        public OpenedByTenant() => RollUpByTenant();

        public void Apply(OfTenant state, Opened e) => state.Count++;

        public void Apply(OfTenant state, Closed e) => state.Count--;
    }

    [Fact]
    public async Task Tenants_are_rolled_up_page_by_page()
    {
        var store = AsyncStore(o =>
        {
            o.Events.TenancyStyle = TenancyStyle.Conjoined;
            o.Projections.Add<OpenedByTenant>(ProjectionLifecycle.Async, options => options.BatchSize = 2);
        });
        foreach (var tenant in new[] { "a", "b", "a", "a" })
        {
            await using var session = store.LightweightSession(tenant);
            session.Events.StartStream(new Opened("x"), new Opened("y"), new Closed());
            await session.SaveChangesAsync();
        }

        await StartedDaemonOf(store);
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var query = store.QuerySession();
        (await query.LoadAsync<OfTenant>("a"))!.Count.ShouldBe(3);
        (await query.LoadAsync<OfTenant>("b"))!.Count.ShouldBe(1);
    }
}
