using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using Marten;
using Marten.Events;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Querying Event and Stream Data".</summary>
public class QueryingPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private static readonly object[] Life = [new Opened("ada"), new Deposited(1), new Deposited(2), new Withdrawn(1), new Deposited(3), new Closed()];

    [Fact]
    public async Task A_stream_is_fetched_whole_to_a_version_to_a_time_or_from_a_version()
    {
        var store = Store();
        var id = await StartAsync(store, Life);
        await using var session = store.LightweightSession();
        (await session.Events.FetchStreamAsync(id)).Count.ShouldBe(6);
        (await session.Events.FetchStreamAsync(id, 5)).Select(e => e.Version).ShouldBe([1, 2, 3, 4, 5]);
        (await session.Events.FetchStreamAsync(id, timestamp: DateTime.UtcNow.AddDays(-1))).ShouldBeEmpty();
        (await session.Events.FetchStreamAsync(id, timestamp: DateTime.UtcNow.AddDays(1))).Count.ShouldBe(6);
        (await session.Events.FetchStreamAsync(id, fromVersion: 6, token: CancellationToken.None)).Single().ShouldBeAssignableTo<IEvent<Closed>>();
    }

    [Fact]
    public async Task The_state_of_a_stream_says_its_version_type_and_times()
    {
        var store = Store();
        var id = await StartAsync(store, Life);
        await using var session = store.LightweightSession();
        var batch = session.CreateBatchQuery();
        var batched = batch.Events.FetchStreamState(id);
        var events = batch.Events.FetchStream(id);
        await batch.Execute();
        (await events).Count.ShouldBe(6);
        foreach (var state in new[] { await session.Events.FetchStreamStateAsync(id), await batched })
        {
            (state!.Id, state.Version, state.AggregateType).ShouldBe((id, 6, typeof(Account)));
            state.LastTimestamp.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(2));
            state.Created.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(2));
        }
    }

    [Fact]
    public async Task One_event_is_loaded_by_its_id_with_or_without_its_type()
    {
        var store = Store();
        var id = await StartAsync(store, Life);
        var second = (await FetchAsync(store, id))[1];
        await using var session = store.LightweightSession();
        IEvent<Deposited> typed = (await session.Events.LoadAsync<Deposited>(second.Id))!;
        (typed.Data.Amount, typed.Version, typed.StreamId).ShouldBe((1, 2, id));
        var any = (await session.Events.LoadAsync(second.Id))!;
        (any.Data, any.Sequence).ShouldBe((new Deposited(1), second.Sequence));
        (await session.Events.LoadAsync(Guid.NewGuid())).ShouldBeNull();
        (await session.Events.LoadAsync<Deposited>(Guid.NewGuid())).ShouldBeNull();
    }

    public sealed class Joined
    {
        public Guid Id { get; set; }

        public string[] Members { get; set; } = [];
    }

    [Fact]
    public async Task The_data_of_one_type_of_event_is_queried()
    {
        var store = Store();
        var (one, other) = (new Joined { Id = Guid.NewGuid(), Members = ["ada", "bob"] }, new Joined { Id = Guid.NewGuid(), Members = ["eve", "bob"] });
        await StartAsync(store, one, new Opened("ada"));
        await StartAsync(store, other, new Opened("eve"));
        await using var session = store.LightweightSession();
        (await session.Events.QueryRawEventDataOnly<Joined>().CountAsync()).ShouldBe(2);
        (await session.Events.QueryRawEventDataOnly<Joined>().ToListAsync()).SelectMany(j => j.Members).Distinct().Order().ShouldBe(["ada", "bob", "eve"]);
        (await session.Events.QueryRawEventDataOnly<Joined>().SingleAsync(j => j.Members.Contains("eve"))).Id.ShouldBe(other.Id);
        (await session.Events.QueryRawEventDataOnly<Joined>().Where(j => j.Id == one.Id).SingleAsync()).Members.ShouldBe(["ada", "bob"]);
        (await session.Events.QueryRawEventDataOnly<Opened>().OrderByDescending(o => o.Owner).Skip(1).Take(1).Select(o => o.Owner).ToListAsync()).ShouldBe(["ada"]);
    }

    [Fact]
    public async Task Events_are_queried_by_every_member_that_describes_them()
    {
        var store = Store(o =>
        {
            o.Events.MetadataConfig.EnableAll();
            o.Events.MetadataConfig.UserNameEnabled = true;
        });
        var id = await StartAsync(store, Life);
        await using (var other = store.LightweightSession())
        {
            (other.CorrelationId, other.CausationId, other.LastModifiedBy) = ("cor", "cau", "eve");
            other.Events.StartStream(new Opened("eve"));
            await other.SaveChangesAsync();
        }

        await using var session = store.LightweightSession();
        var events = await session.Events.QueryAllRawEvents().Where(e => e.StreamId == id).OrderBy(e => e.Sequence).ToListAsync();
        events.Select(e => e.Data).ShouldBe(Life);
        var third = events[2];
        async Task ShouldFindThird(IQueryable<IEvent> query) => (await query.SingleAsync()).Id.ShouldBe(third.Id);
        await ShouldFindThird(session.Events.QueryAllRawEvents().Where(e => e.Id == third.Id));
        await ShouldFindThird(session.Events.QueryAllRawEvents().Where(e => e.Sequence == third.Sequence));
        await ShouldFindThird(session.Events.QueryAllRawEvents().Where(e => e.StreamId == id && e.Version == 3));
        (await session.Events.QueryAllRawEvents().CountAsync(e => e.Timestamp > DateTimeOffset.UtcNow.AddHours(-1) && e.TenantId == "*DEFAULT*" && !e.IsArchived)).ShouldBe(7);
        (await session.Events.QueryAllRawEvents().CountAsync(e => e.EventTypeName == "deposited" && e.DotNetTypeName == third.DotNetTypeName)).ShouldBe(3);
        (await session.Events.QueryAllRawEvents().SingleAsync(e => e.CorrelationId == "cor" && e.CausationId == "cau" && e.UserName == "eve")).Data.ShouldBe(new Opened("eve"));
    }

    [Fact]
    public async Task Events_are_limited_to_some_types()
    {
        var store = Store();
        await StartAsync(store, Life);
        await using var session = store.LightweightSession();
        (await session.Events.QueryAllRawEvents().Where(e => e.EventTypesAre(typeof(Opened), typeof(Closed))).ToListAsync()).Select(e => e.EventType)
            .ShouldBe([typeof(Opened), typeof(Closed)], ignoreOrder: true);
        (await session.Events.QueryAllRawEvents().Where(e => e.EventTypesAre(typeof(Deposited)) && e.Version > 2).CountAsync()).ShouldBe(2);
    }
}
