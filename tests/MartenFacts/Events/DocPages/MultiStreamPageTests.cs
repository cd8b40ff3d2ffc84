using System.Collections.Concurrent;
using System.Globalization;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Grouping;
using JasperFx.Events.Projections;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using JasperFx;
using Marten.Events.Aggregation;
using Marten.Events.Projections;
using Marten;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Multi-Stream Projections".</summary>
public class MultiStreamPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public interface IOfUser
    {
        Guid UserId { get; }
    }

    public sealed record Registered(Guid UserId, string Mail) : IOfUser;

    public sealed record Grouped(Guid GroupId, Guid UserId) : IOfUser;

    public sealed record GroupedMany(Guid GroupId, List<Guid> UserIds);

    public sealed class Groups
    {
        public Guid Id { get; set; }

        public string Mail { get; set; } = "";

        public List<Guid> Ids { get; set; } = [];
    }

    public sealed partial class GroupsProjection : MultiStreamProjection<Groups, Guid>
    {
        public GroupsProjection()
        {
            Identity<IOfUser>(e => e.UserId);
            Identities<IEvent<GroupedMany>>(e => e.Data.UserIds);
        }

        public void Apply(Registered e, Groups view) => view.Mail = e.Mail;

        public void Apply(Grouped e, Groups view) => view.Ids.Add(e.GroupId);

        public void Apply(GroupedMany e, Groups view) => view.Ids.Add(e.GroupId);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Events_of_many_streams_concern_one_view_or_several(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Add<GroupsProjection>(ProjectionLifecycle.Inline));
        var (ada, bob, one, other) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await StartAsync(store, new Registered(ada, "a@x"));
        await StartAsync(store, new Registered(bob, "b@x"));
        await StartAsync(store, new Grouped(one, ada), new GroupedMany(other, [ada, bob]));
        await using var session = store.QuerySession();
        var views = await session.Query<Groups>().OrderBy(v => v.Mail).ToListAsync();
        views.Select(v => v.Id).ShouldBe([ada, bob]);
        views.Select(v => v.Ids.Count).ShouldBe([2, 1]);
    }

    public sealed class Activity
    {
        public string Id { get; set; } = "";

        public decimal Deposits { get; set; }

        public int Count { get; set; }
    }

    public sealed partial class MonthlyActivity : MultiStreamProjection<Activity, string>
    {
        public MonthlyActivity()
        {
            Identity<IEvent<Deposited>>(Month);
            Identity<IEvent<Withdrawn>>(Month);
        }

        public void Apply(Activity activity, Deposited e)
        {
            activity.Deposits += e.Amount;
            activity.Count++;
        }

        public void Apply(Activity activity, Withdrawn e) => activity.Count++;

        private static string Month(IEvent e) => string.Create(CultureInfo.InvariantCulture, $"{e.StreamId}:{e.Timestamp:yyyy-MM}");
    }

    [Fact]
    public async Task What_is_known_about_an_event_may_be_its_identity()
    {
        var store = Store(o => o.Projections.Add<MonthlyActivity>(ProjectionLifecycle.Inline));
        await using var session = store.LightweightSession();
        var january = new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);
        var id = session.Events.StartStream(
            new Deposited(1).AsEvent().AtTimestamp(january), new Withdrawn(1).AsEvent().AtTimestamp(january), new Deposited(5).AsEvent().AtTimestamp(january.AddDays(1))).Id;
        await session.SaveChangesAsync();
        (await session.LoadAsync<Activity>($"{id}:2026-01"))!.Count.ShouldBe(2);
        (await session.LoadAsync<Activity>($"{id}:2026-02"))!.Deposits.ShouldBe(5);
    }

    public sealed record CustomerRegistered(Guid CustomerId);

    public sealed record Linked(Guid CustomerId, string ExternalId);

    public sealed record Labelled(string ExternalId);

    public sealed class Link
    {
        public string Id { get; set; } = "";

        public Guid CustomerId { get; set; }
    }

    public sealed partial class LinkProjection : EventProjection
    {
        public Link Create(Linked e) => new() { Id = e.ExternalId, CustomerId = e.CustomerId };
    }

    public sealed class Billing
    {
        public Guid Id { get; set; }

        public int Labels { get; set; }
    }

    private sealed class LinkGrouper : IAggregateGrouper<Guid>
    {
        private readonly ConcurrentDictionary<string, Guid> _known = new();

        public async Task Group(IQuerySession session, IReadOnlyList<IEvent> events, IEventGrouping<Guid> grouping)
        {
            foreach (var linked in events.OfType<IEvent<Linked>>()) _known[linked.Data.ExternalId] = linked.Data.CustomerId;
            var labelled = events.OfType<IEvent<Labelled>>().ToArray();
            string[] unknown = [.. labelled.Select(e => e.Data.ExternalId).Where(id => !_known.ContainsKey(id)).Distinct()];
            foreach (var link in await session.Query<Link>().Where(l => unknown.Contains(l.Id)).Select(l => new { l.Id, l.CustomerId }).ToListAsync())
            {
                _known[link.Id] = link.CustomerId;
            }

            grouping.AddEvents<Labelled>(e => _known.TryGetValue(e.ExternalId, out var customer) ? [customer] : [], labelled);
        }
    }

    public sealed partial class BillingProjection : MultiStreamProjection<Billing, Guid>
    {
        public BillingProjection()
        {
            Identity<CustomerRegistered>(e => e.CustomerId);
            CustomGrouping(new LinkGrouper());
        }

        public Billing Create(CustomerRegistered e) => new() { Id = e.CustomerId };

        public void Apply(Billing view, Labelled e) => view.Labels++;
    }

    [Fact]
    public async Task Events_that_do_not_say_whom_they_concern_are_grouped_by_what_is_stored_or_what_comes_with_them()
    {
        var store = Store(o =>
        {
            o.Projections.Add<LinkProjection>(ProjectionLifecycle.Inline);
            o.Projections.Add<BillingProjection>(ProjectionLifecycle.Inline);
        });
        await SaveAsync(store, new Link { Id = "stored", CustomerId = Guid.Empty });
        var customer = Guid.NewGuid();
        await StartAsync(store, new CustomerRegistered(customer), new Linked(customer, "x"), new Labelled("x"), new Labelled("nobody's"));
        await StartAsync(store, new Labelled("x"));
        await using var session = store.QuerySession();
        (await session.LoadAsync<Billing>(customer))!.Labels.ShouldBe(2);
    }

    public sealed class Rollup
    {
        [Identity]
        public string TenantName { get; set; } = "";

        public int Count { get; set; }
    }

    public sealed partial class RollupProjection : MultiStreamProjection<Rollup, string>
    {
        public RollupProjection() => RollUpByTenant();

        public void Apply(Rollup state, Opened e) => state.Count++;
    }

    [Fact]
    public async Task All_events_of_a_tenant_make_one_document()
    {
        var store = Store(o =>
        {
            o.Events.TenancyStyle = TenancyStyle.Conjoined;
            o.Projections.Add<RollupProjection>(ProjectionLifecycle.Inline);
        });
        foreach (var tenant in new[] { "a", "b", "a" })
        {
            await using var session = store.LightweightSession(tenant);
            session.Events.StartStream(new Opened("x"));
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        (await query.LoadAsync<Rollup>("a"))!.Count.ShouldBe(2);
        (await query.LoadAsync<Rollup>("b"))!.Count.ShouldBe(1);
    }

    public sealed record Move(string Direction, int Distance);

    public sealed record Stop(string Town);

    public sealed record Travelled(int Day, List<Move> Moves, List<Stop> Stops);

    public sealed class TravelDay
    {
        public int Id { get; set; }

        public int North { get; set; }

        public int Stops { get; set; }
    }

    public sealed partial class TravelDays : MultiStreamProjection<TravelDay, int>
    {
        public TravelDays()
        {
            Identity<Travelled>(e => e.Day);
            FanOut<Travelled, Move>(e => e.Moves);
            FanOut<Travelled, Stop>(e => e.Data.Stops);
            Name = "Days of travel";
        }

        public void Apply(TravelDay day, Move e) => day.North += e.Direction == "north" ? e.Distance : 0;

        public void Apply(TravelDay day, Stop e) => day.Stops++;
    }

    [Fact]
    public async Task The_parts_of_events_are_events_of_their_own()
    {
        var store = Store(o => o.Projections.Add<TravelDays>(ProjectionLifecycle.Inline));
        await StartAsync(store, new Travelled(3, [new Move("north", 2), new Move("south", 9), new Move("north", 5)], [new Stop("here"), new Stop("there")]));
        await using var session = store.QuerySession();
        var day = (await session.LoadAsync<TravelDay>(3))!;
        (day.North, day.Stops).ShouldBe((7, 2));
    }

    public sealed record Allocated(string Employee, List<(int Month, int Hours)> Parts);

    public sealed record AllocatedInMonth(string Employee, int Month, int Hours);

    public sealed class Allocation
    {
        public string Id { get; set; } = "";

        public int Hours { get; set; }
    }

    private sealed class AllocationGrouper : IAggregateGrouper<string>
    {
        public Task Group(IQuerySession session, IReadOnlyList<IEvent> events, IEventGrouping<string> grouping)
        {
            foreach (var e in events.OfType<IEvent<Allocated>>())
            {
                foreach (var month in e.Data.Parts.GroupBy(p => p.Month))
                {
                    grouping.AddEvents($"{e.Data.Employee}|{month.Key}", [e.WithData(new AllocatedInMonth(e.Data.Employee, month.Key, month.Sum(p => p.Hours)))]);
                }
            }

            return Task.CompletedTask;
        }
    }

    public sealed partial class AllocationProjection : MultiStreamProjection<Allocation, string>
    {
        public AllocationProjection()
        {
            CustomGrouping(new AllocationGrouper());
            TransformsEvent<Allocated>();
        }

        public void Apply(Allocation allocation, AllocatedInMonth e) => allocation.Hours += e.Hours;
    }

    [Fact]
    public async Task A_grouper_may_make_other_events_of_those_it_sees()
    {
        var store = Store(o =>
        {
            o.UseSystemTextJsonForSerialization(configure: j => j.IncludeFields = true);
            o.Projections.Add<AllocationProjection>(ProjectionLifecycle.Inline);
        });
        await StartAsync(store, new Allocated("ada", [(1, 8), (1, 4), (2, 6)]));
        await StartAsync(store, new Allocated("ada", [(2, 1)]));
        await using var session = store.QuerySession();
        (await session.LoadAsync<Allocation>("ada|1"))!.Hours.ShouldBe(12);
        (await session.LoadAsync<Allocation>("ada|2"))!.Hours.ShouldBe(7);
    }
}
