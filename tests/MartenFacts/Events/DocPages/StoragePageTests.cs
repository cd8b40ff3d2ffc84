using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Events.Projections;
using MartenFacts.Events.Projections;

namespace MartenFacts.Events.DocPages;

/// <summary>The pages "Event Store Configuration", "Event Store Schema Objects", "Event Store Multi-Tenancy" and "Inline Projections".</summary>
public class StoragePageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    [Fact]
    public async Task Events_may_be_in_a_schema_of_their_own()
    {
        var events = Schema + "_e";
        try
        {
            var store = Store(o =>
            {
                o.Events.DatabaseSchemaName = events;
                o.Projections.Snapshot<Balance>(SnapshotLifecycle.Inline);
            });
            var id = await StartAsync(store, new Opened("ada"), new Deposited(5));
            (await ScalarAsync<long>($"select count(*) from {events}.mt_events")).ShouldBe(2);
            (await ScalarAsync<long>($"select version from {events}.mt_streams")).ShouldBe(2);
            (await ScalarAsync<bool>($"select to_regclass('{Schema}.mt_events') is null and to_regclass('{Schema}.mt_doc_balance') is not null")).ShouldBeTrue();
            await using var query = store.QuerySession();
            (await query.LoadAsync<Balance>(id))!.Amount.ShouldBe(5);
        }
        finally
        {
            await ExecuteAsync($"set client_min_messages = error; drop schema if exists {events} cascade");
        }
    }

    [Theory, InlineData(StreamIdentity.AsGuid, "uuid"), InlineData(StreamIdentity.AsString, "varchar")]
    public async Task Streams_are_named_by_ids_or_by_keys(StreamIdentity identity, string type)
    {
        var store = Store(o => o.Events.StreamIdentity = identity);
        await using var session = store.LightweightSession();
        if (identity == StreamIdentity.AsGuid) session.Events.StartStream(Guid.NewGuid(), new Opened("ada"));
        else session.Events.StartStream("a", new Opened("ada"));
        await session.SaveChangesAsync();
        (await ScalarAsync<bool>($"select pg_typeof(id) = '{type}'::regtype from {Schema}.mt_streams")).ShouldBeTrue();
        (await ScalarAsync<bool>($"select pg_typeof(stream_id) = '{type}'::regtype from {Schema}.mt_events")).ShouldBeTrue();
    }

    public static class Groups
    {
        public sealed record Created(string Name);
    }

    public static class Users
    {
        public sealed record Created(string Name);
    }

    [Theory]
    [InlineData(EventNamingStyle.SmarterTypeName, "storage_page_tests.groups.created", "storage_page_tests.users.created")]
    [InlineData(EventNamingStyle.FullTypeName, "MartenFacts.Events.DocPages.StoragePageTests.Groups.Created", "MartenFacts.Events.DocPages.StoragePageTests.Users.Created")]
    public async Task Types_with_one_name_are_told_apart_by_other_names(EventNamingStyle style, string group, string user)
    {
        var store = Store(o => o.Events.EventNamingStyle = style);
        var id = await StartAsync(store, new Groups.Created("admins"), new Users.Created("ada"));
        var later = Store(o =>
        {
            o.Events.EventNamingStyle = style;
            o.Events.AddEventTypes([typeof(Groups.Created), typeof(Users.Created)]);
        });
        var events = await FetchAsync(later, id);
        events.Select(e => e.EventTypeName).ShouldBe([group, user]);
        events.Select(e => e.Data).ShouldBe([new Groups.Created("admins"), new Users.Created("ada")]);
        await using var query = later.QuerySession();
        (await query.Events.QueryRawEventDataOnly<Users.Created>().SingleAsync()).Name.ShouldBe("ada");
    }

    [Fact]
    public async Task The_id_of_an_event_may_be_unique()
    {
        var store = Store(o => o.Events.EnableUniqueIndexOnEventId = true);
        var id = await StartAsync(store, new Opened("ada"));
        var first = (await FetchAsync(store, id)).Single();
        await using var session = store.LightweightSession();
        session.Events.Append(id, new Deposited(1)).Events[0].Id = first.Id;
        await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        (await FetchAsync(store, id)).Count.ShouldBe(1);
        (await ScalarAsync<bool>($"select indisunique from pg_index where indexrelid = '{Schema}.idx_mt_events_event_id'::regclass")).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Tenants_have_streams_and_snapshots_of_their_own(EventAppendMode mode)
    {
        var store = EventStore(mode, o =>
        {
            o.Events.TenancyStyle = TenancyStyle.Conjoined;
            o.Schema.For<Balance>().MultiTenanted();
            o.Projections.Snapshot<Balance>(SnapshotLifecycle.Inline);
        });
        var id = Guid.NewGuid();
        foreach (var (tenant, amount) in new[] { ("a", 1m), ("b", 2m) })
        {
            await using var session = store.LightweightSession(tenant);
            session.Events.StartStream<Balance>(id, new Opened(tenant), new Deposited(amount));
            await session.SaveChangesAsync();
        }

        await using (var both = store.LightweightSession("a"))
        {
            both.Events.Append(id, new Deposited(10));
            both.ForTenant("b").Events.Append(id, new Deposited(20));
            await both.SaveChangesAsync();
        }

        foreach (var (tenant, amount) in new[] { ("a", 11m), ("b", 22m) })
        {
            await using var query = store.QuerySession(tenant);
            (await query.Query<Balance>().SingleAsync()).Amount.ShouldBe(amount);
            (await query.Events.FetchStreamAsync(id)).Select(e => e.TenantId).ShouldBe([tenant, tenant, tenant]);
            (await query.Events.AggregateStreamAsync<Balance>(id))!.Amount.ShouldBe(amount);
        }
    }

    public sealed class Payment
    {
        public Guid Id { get; set; }

        public decimal Amount { get; set; }

        public Guid Account { get; set; }
    }

    public sealed partial class PaymentTransform : EventProjection
    {
        public Payment Create(IEvent<Withdrawn> e) => new() { Id = e.Id, Amount = e.Data.Amount, Account = e.StreamId };
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task An_event_becomes_a_document_in_the_save_that_appends_it(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Add(new PaymentTransform(), ProjectionLifecycle.Inline));
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream<Account>(new Opened("ada"), new Withdrawn(3), new Deposited(1), new Withdrawn(4)).Id;
        await session.SaveChangesAsync();
        var events = await FetchAsync(store, id);
        (await session.Query<Payment>().OrderBy(p => p.Amount).ToListAsync()).Select(p => (p.Id, p.Amount, p.Account)).ShouldBe([(events[1].Id, 3m, id), (events[3].Id, 4m, id)]);
    }
}
