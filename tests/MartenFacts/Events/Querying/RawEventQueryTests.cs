using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten.Pagination;
using Marten;
using Marten.Events;
using Marten.Events.Archiving;
using Marten.Exceptions;

namespace MartenFacts.Events.Querying;

public class RawEventQueryTests(PostgresFixture postgres) : EventsTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task What_is_known_about_events_can_be_asked_for(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var one = await StartAsync(store, new Opened("ada"), new Deposited(1), new Deposited(2));
        var other = await StartAsync(store, new Opened("bob"));
        await using var session = store.QuerySession();
        var all = await session.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToListAsync();
        all.Select(e => e.Data).ShouldBe([new Opened("ada"), new Deposited(1), new Deposited(2), new Opened("bob")]);
        var last = all[^1];

        (await session.Events.QueryAllRawEvents().Where(e => e.StreamId == one).OrderByDescending(e => e.Version).ToListAsync()).Select(e => e.Version).ShouldBe([3, 2, 1]);
        (await session.Events.QueryAllRawEvents().SingleAsync(e => e.Id == last.Id)).StreamId.ShouldBe(other);
        (await session.Events.QueryAllRawEvents().CountAsync(e => e.Sequence < last.Sequence)).ShouldBe(3);
        (await session.Events.QueryAllRawEvents().AnyAsync(e => e.EventTypeName == "closed")).ShouldBeFalse();
        (await session.Events.QueryAllRawEvents().CountAsync(e => e.EventTypeName == "opened" && e.TenantId == last.TenantId)).ShouldBe(2);
        (await session.Events.QueryAllRawEvents().CountAsync(e => e.DotNetTypeName == last.DotNetTypeName)).ShouldBe(2);
        (await session.Events.QueryAllRawEvents().CountAsync(e => e.Timestamp <= last.Timestamp)).ShouldBe(4);
        (await session.Events.QueryAllRawEvents().CountAsync(e => e.Timestamp > last.Timestamp)).ShouldBe(0);
        (await session.Events.QueryAllRawEvents().MaxAsync(e => e.Version)).ShouldBe(3);
        (await session.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).FirstAsync(e => e.Version > 1)).Data.ShouldBe(new Deposited(1));
        Guid[] streams = [one, Guid.NewGuid()];
        (await session.Events.QueryAllRawEvents().CountAsync(e => streams.Contains(e.StreamId))).ShouldBe(3);
    }

    [Fact]
    public async Task Events_come_in_pages_with_their_number()
    {
        var store = Store();
        await StartAsync(store, new Opened("ada"), new Deposited(1), new Deposited(2), new Closed());
        await using var session = store.QuerySession();
        var page = await session.Events.QueryAllRawEvents().Stats(out var stats).OrderBy(e => e.Sequence).Skip(1).Take(2).ToListAsync();
        page.Select(e => e.Version).ShouldBe([2, 3]);
        stats.TotalResults.ShouldBe(4);
        var paged = await session.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToPagedListAsync(2, 3);
        (paged.Single().Version, paged.TotalItemCount).ShouldBe((4, 4));
    }

    [Fact]
    public async Task Archived_events_are_found_when_they_are_asked_for()
    {
        var store = Store();
        var kept = await StartAsync(store, new Opened("ada"));
        var archived = await StartAsync(store, new Opened("bob"), new Closed());
        await using (var session = store.LightweightSession())
        {
            session.Events.ArchiveStream(archived);
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        (await query.Events.QueryAllRawEvents().ToListAsync()).Select(e => e.StreamId).ShouldBe([kept]);
        (await query.Events.QueryAllRawEvents().Where(e => e.IsArchived).ToListAsync()).ShouldAllBe(e => e.StreamId == archived && e.IsArchived);
        (await query.Events.QueryAllRawEvents().Where(e => e.MaybeArchived()).CountAsync()).ShouldBe(3);
        (await query.Events.QueryAllRawEvents().CountAsync(e => !e.IsArchived)).ShouldBe(1);
        (await query.Events.QueryRawEventDataOnly<Opened>().ToListAsync()).ShouldBe([new Opened("ada")]);
    }

    [Fact]
    public async Task Events_are_of_the_types_that_are_asked_for()
    {
        var store = Store();
        await StartAsync(store, new Opened("ada"), new Deposited(1), new Withdrawn(1), new Closed());
        await using var session = store.QuerySession();
        (await session.Events.QueryAllRawEvents().Where(e => e.EventTypesAre(typeof(Deposited), typeof(Withdrawn))).OrderBy(e => e.Version).ToListAsync())
            .Select(e => e.Data).ShouldBe([new Deposited(1), new Withdrawn(1)]);
        (await session.Events.QueryAllRawEvents().CountAsync(e => !e.EventTypesAre(typeof(Closed)))).ShouldBe(3);
    }

    [Fact]
    public async Task A_select_reads_the_columns_it_names_and_makes_the_rest_of_the_event()
    {
        var store = Store();
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(5));
        await using var session = store.QuerySession();
        (await session.Events.QueryAllRawEvents().OrderBy(e => e.Version).Select(e => e.EventTypeName).ToListAsync()).ShouldBe(["opened", "deposited"]);
        (await session.Events.QueryAllRawEvents().OrderBy(e => e.Version).Select(e => new { e.StreamId, e.Version }).ToListAsync())
            .ShouldBe([new { StreamId = stream, Version = 1L }, new { StreamId = stream, Version = 2L }]);
        (await session.Events.QueryAllRawEvents().OrderBy(e => e.Version).Select(e => e.Data).ToListAsync()).ShouldBe([new Opened("ada"), new Deposited(5)]);
        (await session.Events.QueryAllRawEvents().Select(e => e.TenantId).Distinct().ToListAsync()).ShouldBe(["*DEFAULT*"]);
        var streamed = new List<long>();
        await foreach (var e in session.Events.QueryAllRawEvents().OrderBy(e => e.Version).ToAsyncEnumerable()) streamed.Add(e.Version);
        streamed.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Metadata_that_is_kept_can_be_asked_for()
    {
        var store = Store(o =>
        {
            o.Events.MetadataConfig.EnableAll();
            o.Events.MetadataConfig.UserNameEnabled = true;
        });
        await using (var session = store.LightweightSession())
        {
            session.CorrelationId = "c1";
            session.CausationId = "c2";
            session.LastModifiedBy = "eve";
            session.SetHeader("from", "here");
            session.Events.StartStream(new Opened("ada"));
            await session.SaveChangesAsync();
        }

        await StartAsync(store, new Opened("bob"));
        await using var query = store.QuerySession();
        var found = await query.Events.QueryAllRawEvents().SingleAsync(e => e.CorrelationId == "c1" && e.CausationId == "c2" && e.UserName == "eve" && e.Headers != null);
        (found.Data, found.GetHeader("from")!.ToString()).ShouldBe((new Opened("ada"), "here"));
        (await query.Events.QueryAllRawEvents().CountAsync(e => e.CausationId == null)).ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_said_by_name()
    {
        var store = Store();
        await StartAsync(store, new Opened("ada"));
        await using var session = store.QuerySession();
        (await Should.ThrowAsync<BadLinqExpressionException>(() => session.Events.QueryAllRawEvents().Where(e => e.Data == null).ToListAsync())).Message.ShouldContain("IEvent.Data");
        (await Should.ThrowAsync<BadLinqExpressionException>(() => session.Events.QueryAllRawEvents().Where(e => ((Opened)e.Data).Owner == "ada").ToListAsync()))
            .Message.ShouldContain("IEvent.Data");
        (await Should.ThrowAsync<BadLinqExpressionException>(() => session.Events.QueryAllRawEvents().Where(e => e.StreamKey == "a").ToListAsync())).Message.ShouldContain("StreamKey");
        (await Should.ThrowAsync<BadLinqExpressionException>(() => session.Events.QueryAllRawEvents().Where(e => e.CorrelationId == "a").ToListAsync()))
            .Message.ShouldContain("CorrelationId");
        (await Should.ThrowAsync<BadLinqExpressionException>(() => session.Events.QueryAllRawEvents().Where(e => e.EventType == typeof(Opened)).ToListAsync()))
            .Message.ShouldContain("EventType");
    }

    [Fact]
    public async Task Streams_with_keys_are_found_by_their_keys()
    {
        var store = Store(o => o.Events.StreamIdentity = StreamIdentity.AsString);
        await using var session = store.LightweightSession();
        session.Events.StartStream("a/1", new Opened("ada"));
        session.Events.StartStream("b/1", new Opened("bob"));
        await session.SaveChangesAsync();
        (await session.Events.QueryAllRawEvents().SingleAsync(e => e.StreamKey!.StartsWith("a/"))).Data.ShouldBe(new Opened("ada"));
        (await session.Events.QueryAllRawEvents().Select(e => e.StreamKey!).ToListAsync()).ShouldBe(["a/1", "b/1"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_tenant_finds_its_own_events_unless_it_asks_for_others()
    {
        var store = Store(o => o.Events.TenancyStyle = TenancyStyle.Conjoined);
        foreach (var tenant in new[] { "a", "b", "c" })
        {
            await using var session = store.LightweightSession(tenant);
            session.Events.StartStream(new Opened(tenant));
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession("a");
        (await query.Events.QueryAllRawEvents().SingleAsync()).TenantId.ShouldBe("a");
        (await query.Events.QueryAllRawEvents().CountAsync(e => e.AnyTenant())).ShouldBe(3);
        (await query.Events.QueryAllRawEvents().Where(e => e.TenantIsOneOf("b", "c")).OrderBy(e => e.TenantId).Select(e => e.TenantId).ToListAsync()).ShouldBe(["b", "c"]);
        (await query.ForTenant("b").Events.QueryRawEventDataOnly<Opened>().SingleAsync()).ShouldBe(new Opened("b"));
    }

    [Fact]
    public async Task Queries_over_events_go_with_a_batch()
    {
        var store = Store();
        await StartAsync(store, new Opened("ada"), new Deposited(5));
        await using var session = store.QuerySession();
        var before = session.RequestCount;
        var batch = session.CreateBatchQuery();
        var events = batch.QueryByPlan(new EventsFrom(2));
        var accounts = batch.Query<Account>().ToList();
        await batch.Execute();
        (await events)!.Single().Data.ShouldBe(new Deposited(5));
        (await accounts).ShouldBeEmpty();
        (session.RequestCount - before).ShouldBe(1);
    }

    [Fact]
    public async Task Places_of_events_that_were_not_saved_can_be_read()
    {
        var store = EventStore(EventAppendMode.Rich);
        var stream = await StartAsync(store, new Opened("ada"));
        await using (var session = store.LightweightSession())
        {
            session.Events.StartStream(stream, new Opened("twice"));
            await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => session.SaveChangesAsync());
        }

        await using var query = store.QuerySession();
        (await query.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToListAsync()).Select(e => e.EventType).ShouldBe([typeof(Opened), typeof(Tombstone)]);
    }

    private sealed class EventsFrom(long version) : QueryListPlan<IEvent>
    {
        public override IQueryable<IEvent> Query(IQuerySession session) => session.Events.QueryAllRawEvents().Where(e => e.Version >= version);
    }
}
