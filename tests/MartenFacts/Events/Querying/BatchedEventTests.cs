using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Events.Projections;
using Marten;
using Marten.Exceptions;
using MartenFacts.Events.Projections;

namespace MartenFacts.Events.Querying;

public class BatchedEventTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public static TheoryData<ProjectionLifecycle> Lifecycles => [ProjectionLifecycle.Live, ProjectionLifecycle.Inline, ProjectionLifecycle.Async];

    private DocumentStore StoreOf(ProjectionLifecycle lifecycle) => Store(o =>
    {
        if (lifecycle == ProjectionLifecycle.Live) o.Projections.LiveStreamAggregation<Balance>();
        else o.Projections.Snapshot<Balance>(lifecycle.Map());
    });

    [Theory, MemberData(nameof(Lifecycles))]
    public async Task Everything_about_events_is_answered_in_one_round_trip(ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(lifecycle);
        var one = await StartAsync(store, new Opened("ada"), new Deposited(5), new Withdrawn(1));
        var other = await StartAsync(store, new Opened("bob"));
        var known = (await FetchAsync(store, one))[1];
        await using var session = store.LightweightSession();
        var batch = session.CreateBatchQuery();
        var loaded = batch.Events.Load(known.Id);
        var missing = batch.Events.Load(Guid.NewGuid());
        var state = batch.Events.FetchStreamState(one);
        var noState = batch.Events.FetchStreamState(Guid.NewGuid());
        var events = batch.Events.FetchStream(one, fromVersion: 2);
        var latest = batch.Events.FetchLatest<Balance>(one);
        var nothing = batch.Events.FetchLatest<Balance>(Guid.NewGuid());
        var writing = batch.Events.FetchForWriting<Balance>(one);
        var expected = batch.Events.FetchForWriting<Balance>(other, 1);
        var unexpected = batch.Events.FetchForWriting<Balance>(other, 7);
        await batch.Execute();

        session.RequestCount.ShouldBe(1);
        (await loaded).Data.ShouldBe(new Deposited(5));
        (await missing).ShouldBeNull();
        ((await state).Version, (await noState)).ShouldBe((3, null));
        (await events).Select(e => e.Version).ShouldBe([2, 3]);
        ((await latest)!.Amount, await nothing).ShouldBe((4, null));
        (await Should.ThrowAsync<ConcurrencyException>(() => unexpected)).Message.ShouldBe("Expected the existing version to be 7, but was 1");

        var stream = await writing;
        (stream.StartingVersion, stream.Aggregate!.Amount).ShouldBe((3, 4));
        stream.AppendOne(new Deposited(6));
        (await expected).AppendOne(new Deposited(1));
        await session.SaveChangesAsync();
        (await FetchAsync(store, one)).Count.ShouldBe(4);
        (await session.Events.FetchLatest<Balance>(one))!.Amount.ShouldBe(10);
    }

    [Fact]
    public async Task A_document_that_is_behind_is_caught_up_in_the_same_round_trip()
    {
        var inline = StoreOf(ProjectionLifecycle.Inline);
        var id = await StartAsync(inline, new Opened("ada"), new Deposited(5));
        var store = StoreOf(ProjectionLifecycle.Async);
        await AppendAsync(store, id, new Deposited(1), new Withdrawn(2));
        await using var session = store.LightweightSession();
        (await session.Events.FetchLatest<Balance>(id))!.Amount.ShouldBe(4);
        session.RequestCount.ShouldBe(1);
        var batch = session.CreateBatchQuery();
        var latest = batch.Events.FetchLatest<Balance>(id);
        var stored = batch.Load<Balance>(id);
        await batch.Execute();
        ((await latest)!.Amount, (await latest)!.Version, (await stored)!.Amount).ShouldBe((4, 4, 5));
        session.RequestCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_stream_that_a_batch_locks_stays_locked_until_the_save()
    {
        var store = StoreOf(ProjectionLifecycle.Inline);
        var id = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        var batch = session.CreateBatchQuery();
        var writing = batch.Events.FetchForExclusiveWriting<Balance>(id);
        var state = batch.Events.FetchStreamState(id);
        await batch.Execute();
        (await state).Version.ShouldBe(1);

        await using (var other = store.OpenSession(new Marten.Services.SessionOptions { Timeout = 1 }))
        {
            var second = other.CreateBatchQuery();
            var waiting = second.Events.FetchForExclusiveWriting<Balance>(id);
            await Should.ThrowAsync<StreamLockedException>(() => second.Execute());
            await Should.ThrowAsync<StreamLockedException>(() => waiting);
        }

        (await writing).AppendOne(new Deposited(5));
        await session.SaveChangesAsync();
        await using var next = store.LightweightSession();
        (await next.Events.FetchForExclusiveWriting<Balance>(id)).Aggregate!.Amount.ShouldBe(5);
    }

    [Fact]
    public async Task Handlers_may_read_with_the_session_of_the_batch()
    {
        var store = Store(o => o.Projections.Add<SummaryProjection>(ProjectionLifecycle.Live));
        var id = await StartAsync(store, new Opened("ada"), new Withdrawn(1));
        await using var session = store.QuerySession();
        var batch = session.CreateBatchQuery();
        var latest = batch.Events.FetchLatest<Summary>(id);
        var events = batch.Events.FetchStream(id);
        await batch.Execute();
        (await latest)!.Text.ShouldStartWith("CadaW");
        (await events).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_session_that_only_reads_fetches_nothing_for_writing()
    {
        var store = StoreOf(ProjectionLifecycle.Live);
        await using var session = store.QuerySession();
        await Should.ThrowAsync<InvalidOperationException>(() => session.CreateBatchQuery().Events.FetchForWriting<Balance>(Guid.NewGuid()));
    }

    [Fact]
    public async Task Streams_with_keys_and_tenants_are_those_of_the_session()
    {
        var store = Store(o =>
        {
            o.Events.StreamIdentity = StreamIdentity.AsString;
            o.Events.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined;
        });
        foreach (var tenant in new[] { "a", "b" })
        {
            await using var session = store.LightweightSession(tenant);
            session.Events.StartStream("k", new Deposited(tenant == "a" ? 1 : 2));
            await session.SaveChangesAsync();
        }

        await using var query = store.LightweightSession("b");
        var batch = query.CreateBatchQuery();
        var events = batch.Events.FetchStream("k");
        var state = batch.Events.FetchStreamState("k");
        var latest = batch.Events.FetchLatest<KeyedBalance>("k");
        var writing = batch.Events.FetchForWriting<KeyedBalance>("k");
        await batch.Execute();
        (await events).Single().TenantId.ShouldBe("b");
        ((await state).Key, (await latest)!.Amount, (await writing).Key).ShouldBe(("k", 2, "k"));
        Should.Throw<InvalidOperationException>(() => batch.Events.FetchStream(Guid.NewGuid()));
    }
}
