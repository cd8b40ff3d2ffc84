using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Grouping;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace MartenFacts.Events.Projections;

public class MultiStreamProjectionTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private DocumentStore With<T>(EventAppendMode mode = EventAppendMode.QuickWithServerTimestamps, Action<StoreOptions>? configure = null)
        where T : ProjectionBase, IProjectionSource<IDocumentOperations, IQuerySession>, new() => EventStore(mode, o =>
    {
        o.Projections.Add<T>(ProjectionLifecycle.Inline);
        configure?.Invoke(o);
    });

    [Theory, MemberData(nameof(Modes))]
    public async Task Events_of_many_streams_come_together_by_an_id_they_share(EventAppendMode mode)
    {
        var store = With<DayProjection>(mode);
        await using var session = store.LightweightSession();
        var first = session.Events.StartStream(new Departed(1), new Opened("ada"), new Arrived(2, ["Rome", "Oslo"])).Id;
        session.Events.StartStream(new Departed(1), new Arrived(1, ["Rome"]));
        await session.SaveChangesAsync();
        session.Events.Append(first, new Departed(1));
        await session.SaveChangesAsync();

        await using var query = store.QuerySession();
        var one = (await query.LoadAsync<Day>(1))!;
        (one.Started, one.Ended, string.Join(',', one.Towns)).ShouldBe((3, 1, "Rome"));
        (await query.LoadAsync<Day>(2))!.Towns.ShouldBe(["Rome", "Oslo"]);
        (await ScalarAsync<long>($"select mt_version from {Schema}.mt_doc_day where id = 1")).ShouldBe(2);
    }

    [Fact]
    public async Task The_version_member_is_the_sequence_where_it_is_known()
    {
        var store = With<DayProjection>(EventAppendMode.Rich);
        await using var session = store.LightweightSession();
        session.Events.StartStream(new Opened("ada"), new Closed(), new Departed(7));
        await session.SaveChangesAsync();
        (await session.LoadAsync<Day>(7))!.Version.ShouldBe(3);
    }

    [Fact]
    public async Task One_event_may_concern_many_documents()
    {
        var store = With<TownProjection>();
        await using var session = store.LightweightSession();
        session.Events.StartStream(new Arrived(1, ["Rome", "Oslo", "Rome"]), new Arrived(2, ["Rome"]), new Arrived(3, []));
        await session.SaveChangesAsync();
        (await session.LoadAsync<Town>("Rome"))!.Visits.ShouldBe(2);
        (await session.LoadAsync<Town>("Oslo"))!.Visits.ShouldBe(1);
    }

    [Fact]
    public async Task The_parts_of_an_event_may_concern_documents_of_their_own()
    {
        var store = With<VisitProjection>();
        await using var session = store.LightweightSession();
        session.Events.StartStream(new Arrived(1, ["Rome", "Oslo", "Rome"]));
        await session.SaveChangesAsync();
        (await session.LoadAsync<Town>("Rome"))!.Visits.ShouldBe(2);
        (await session.LoadAsync<Town>("Oslo"))!.Visits.ShouldBe(1);
    }

    [Fact]
    public async Task A_grouper_may_look_into_the_database()
    {
        var store = With<MembershipProjection>();
        var group = Guid.NewGuid();
        var streams = new[] { Guid.NewGuid(), Guid.NewGuid() };
        await SaveAsync(store, [.. streams.Select(s => new Link { Id = s, Group = group })]);
        await using var session = store.LightweightSession();
        foreach (var stream in streams) session.Events.StartStream(stream, new Opened("ada"), new Deposited(1));
        session.Events.StartStream(new Deposited(1));
        await session.SaveChangesAsync();
        (await session.LoadAsync<Membership>(group))!.Events.ShouldBe(2);
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_doc_membership")).ShouldBe(1);
    }

    [Fact]
    public async Task Tenants_are_rolled_up_each_into_one_document()
    {
        var store = With<TurnoverProjection>(configure: o => o.Events.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined);
        foreach (var (tenant, amount) in new[] { ("a", 1), ("b", 5), ("a", 2) })
        {
            await using var session = store.LightweightSession(tenant);
            session.Events.StartStream(new Deposited(amount));
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        (await query.LoadAsync<Turnover>("a"))!.Sum.ShouldBe(3);
        (await query.LoadAsync<Turnover>("b"))!.Sum.ShouldBe(5);
    }

    [Theory, InlineData(TenancyGrouping.RespectTenant, 1), InlineData(TenancyGrouping.AcrossTenants, 3)]
    public async Task Documents_are_of_one_tenant_unless_they_are_of_all(TenancyGrouping grouping, int started)
    {
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps, o =>
        {
            o.Events.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Projections.Add(new DayProjection { TenancyGrouping = grouping }, ProjectionLifecycle.Inline);
        });
        foreach (var tenant in new[] { "a", "b", "*DEFAULT*" })
        {
            await using var session = store.LightweightSession(tenant);
            session.Events.StartStream(new Departed(1));
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        (await query.LoadAsync<Day>(1))!.Started.ShouldBe(started);
    }

    public sealed partial class AskingDays : MultiStreamProjection<Day, int>
    {
        public AskingDays()
        {
            TenancyGrouping = TenancyGrouping.AcrossTenants;
            CustomGrouping((session, events, grouping) =>
            {
                Asked.Add(session.TenantId);
                grouping.AddEvents<Departed>(e => e.Day, events);
                return Task.CompletedTask;
            });
        }

        public List<string> Asked { get; } = [];

        public void Apply(Day day, Departed e) => day.Started++;
    }

    [Fact]
    public async Task A_grouper_across_tenants_asks_the_database_for_the_default_one_whoever_saves()
    {
        var projection = new AskingDays();
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps, o =>
        {
            o.Events.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Projections.Add(projection, ProjectionLifecycle.Inline);
        });
        await using var session = store.LightweightSession("red");
        session.Events.StartStream(new Departed(1));
        await session.SaveChangesAsync();
        projection.Asked.ShouldBe(["*DEFAULT*"]);
    }

    [Fact]
    public void A_projection_without_a_rule_is_refused() => Should.Throw<InvalidProjectionException>(() => With<Ruleless>());

    public sealed partial class Ruleless : MultiStreamProjection<Day, int>
    {
        public void Apply(Day day, Departed e) => day.Started++;
    }
}
