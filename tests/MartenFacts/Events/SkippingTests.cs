using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Exceptions;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events;

/// <summary>The page "Marking Events as Skipped".</summary>
public class SkippingTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    private DocumentStore SkippingStore(Action<StoreOptions>? configure = null) => AsyncStore(o =>
    {
        o.Events.EnableEventSkippingInProjectionsOrSubscriptions = true;
        configure?.Invoke(o);
    });

    [Theory, InlineData(ProjectionLifecycle.Live), InlineData(ProjectionLifecycle.Async)]
    public async Task A_skipped_event_is_in_no_state_and_stays_in_its_stream(ProjectionLifecycle lifecycle)
    {
        var store = SkippingStore(o => o.Projections.Add<BalanceProjection>(lifecycle));
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(1), new Withdrawn(13), new Deposited(5), new Deposited(100));
        await store.Storage.Database.MarkEventsAsSkipped([3, 5], TestContext.Current.CancellationToken);

        await using var session = store.LightweightSession();
        (await session.Events.AggregateStreamAsync<Balance>(stream))!.Amount.ShouldBe(6);
        (await session.Events.AggregateStreamToLastKnownAsync<Balance>(stream))!.Amount.ShouldBe(6);
        (await session.Events.FetchLatest<Balance>(stream))!.Amount.ShouldBe(6);
        var batch = session.CreateBatchQuery();
        var latest = batch.Events.FetchLatest<Balance>(stream);
        await batch.Execute();
        (await latest)!.Amount.ShouldBe(6);
        var found = await session.Events.FetchStreamAsync(stream);
        found.Select(e => (e.Version, e.IsSkipped)).ShouldBe([(1, false), (2, false), (3, true), (4, false), (5, true)]);
        (await session.Events.QueryAllRawEvents().Where(e => e.IsSkipped).ToListAsync()).Select(e => e.Sequence).ShouldBe([3, 5], ignoreOrder: true);
        (await session.Events.QueryAllRawEvents().CountAsync(e => !e.IsSkipped)).ShouldBe(3);

        var writing = await session.Events.FetchForWriting<Balance>(stream);
        (writing.Aggregate!.Amount, writing.StartingVersion).ShouldBe((6, 5));
        writing.AppendOne(new Deposited(1));
        await session.SaveChangesAsync();
        (await session.Events.FetchStreamStateAsync(stream))!.Version.ShouldBe(6);
        (await session.Events.FetchLatest<Balance>(stream))!.Amount.ShouldBe(7);
    }

    [Fact]
    public async Task A_version_that_is_skipped_is_one_that_the_stream_has()
    {
        var store = SkippingStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Live));
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(1), new Deposited(2));
        await store.Storage.Database.MarkEventsAsSkipped([3], TestContext.Current.CancellationToken);
        await using var query = store.QuerySession();
        (await query.Events.AggregateStreamAsync<Balance>(stream, version: 3))!.Amount.ShouldBe(1);
        (await query.Events.AggregateStreamToLastKnownAsync<Balance>(stream, version: 3))!.Amount.ShouldBe(1);
        (await query.Events.AggregateStreamAsync<Balance>(stream, version: 4)).ShouldBeNull();
        (await query.Events.AggregateStreamAsync<Balance>(Guid.NewGuid(), version: 1)).ShouldBeNull();
    }

    [Theory, InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async)]
    public async Task Stored_documents_are_without_it_once_they_are_rebuilt(ProjectionLifecycle lifecycle)
    {
        var store = SkippingStore(o =>
        {
            o.Projections.Add<BalanceProjection>(lifecycle);
            o.Projections.Add<LineProjection>(lifecycle);
        });
        var (first, second) = (await StartAsync(store, new Opened("ada"), new Deposited(1), new Deposited(50)), await StartAsync(store, new Opened("bob"), new Deposited(2), new Deposited(60)));
        var daemon = await DaemonOf(store);
        if (lifecycle == ProjectionLifecycle.Async) await daemon.CatchUpAsync(CancellationToken.None);
        await store.Storage.Database.MarkEventsAsSkipped([3, 6], TestContext.Current.CancellationToken);
        (await AmountsAsync()).ShouldBe((51, 62));

        await store.Advanced.RebuildSingleStreamAsync<Balance>(first, CancellationToken.None);
        (await AmountsAsync()).ShouldBe((1, 62));
        await daemon.RebuildProjectionAsync<BalanceProjection>(CancellationToken.None);
        await daemon.RebuildProjectionAsync<LineProjection>(CancellationToken.None);
        (await AmountsAsync()).ShouldBe((1, 2));
        await using var query = store.QuerySession();
        (await query.Query<Line>().OrderBy(l => l.Amount).Select(l => l.Amount).ToListAsync()).ShouldBe([1, 2]);

        async Task<(decimal, decimal)> AmountsAsync()
        {
            await using var session = store.QuerySession();
            return ((await session.LoadAsync<Balance>(first))!.Amount, (await session.LoadAsync<Balance>(second))!.Amount);
        }
    }

    [Fact]
    public async Task A_subscription_that_is_rewound_does_not_get_it_again()
    {
        var inbox = new Inbox();
        var store = SkippingStore(o => o.Events.Subscribe(inbox, s => s.Name = "inbox"));
        await StartAsync(store, new Opened("ada"), new Deposited(1), new Deposited(2));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        await store.Storage.Database.MarkEventsAsSkipped([2], TestContext.Current.CancellationToken);
        await daemon.RewindSubscriptionAsync("inbox", CancellationToken.None);
        await daemon.WaitForNonStaleData(Patience);
        await UntilAsync(() => Task.FromResult(inbox.Received.Count >= 5), "the events are not given again");
        inbox.Received.Select(e => e.Sequence).ShouldBe([1, 2, 3, 1, 3]);
    }

    [Fact]
    public async Task What_cannot_be_read_can_be_skipped()
    {
        var store = SkippingStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Async));
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(1), new Deposited(2));
        await ExecuteAsync($"update {Schema}.mt_events set data = '[]' where seq_id = 2; update {Schema}.mt_events set type = 'gone', mt_dotnet_type = 'Gone, Gone' where seq_id = 3");
        await store.Storage.Database.MarkEventsAsSkipped([2, 3], TestContext.Current.CancellationToken);
        await (await DaemonOf(store)).RebuildProjectionAsync<BalanceProjection>(CancellationToken.None);
        await using var query = store.QuerySession();
        (await query.LoadAsync<Balance>(stream))!.Events.ShouldBe(1);
        (await query.Events.AggregateStreamAsync<Balance>(stream))!.Events.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_is_compacted_without_it_and_it_stays()
    {
        var store = SkippingStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Live));
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(50), new Deposited(1), new Deposited(60));
        await store.Storage.Database.MarkEventsAsSkipped([2, 4], TestContext.Current.CancellationToken);
        await using var session = store.LightweightSession();
        await session.Events.CompactStreamAsync<Balance>(stream);
        (await FetchAsync(store, stream)).Select(e => (e.Version, e.IsSkipped)).ShouldBe([(2, true), (3, false), (4, true)]);
        (await session.Events.AggregateStreamAsync<Balance>(stream))!.Amount.ShouldBe(1);
    }

    [Fact]
    public async Task An_import_keeps_the_mark()
    {
        var store = SkippingStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Live));
        var stream = StreamAction.Start(store.Events, Guid.NewGuid(), new Opened("ada"), new Deposited(50), new Deposited(1));
        stream.Events[1].IsSkipped = true;
        await store.BulkInsertEventsAsync([stream], cancellation: TestContext.Current.CancellationToken);
        await using var query = store.QuerySession();
        (await query.Events.AggregateStreamAsync<Balance>(stream.Id))!.Amount.ShouldBe(1);
    }

    [Fact]
    public async Task A_store_with_events_may_begin_to_skip_them_and_one_that_does_not_says_so()
    {
        var before = AsyncStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Live));
        var stream = await StartAsync(before, new Opened("ada"), new Deposited(1), new Deposited(50));
        await Should.ThrowAsync<InvalidOperationException>(() => before.Storage.Database.MarkEventsAsSkipped([3]));
        await using (var query = before.QuerySession())
        {
            (await Should.ThrowAsync<BadLinqExpressionException>(() => query.Events.QueryAllRawEvents().CountAsync(e => e.IsSkipped))).Message.ShouldContain("IsSkipped");
        }

        var after = SkippingStore(o => o.Projections.Add<BalanceProjection>(ProjectionLifecycle.Live));
        await after.Storage.Database.MarkEventsAsSkipped([3], TestContext.Current.CancellationToken);
        await using var session = after.QuerySession();
        (await session.Events.AggregateStreamAsync<Balance>(stream))!.Amount.ShouldBe(1);
        after.Options.Events.EnableEventSkippingInProjectionsOrSubscriptions.ShouldBeTrue();
        await Should.ThrowAsync<ArgumentNullException>(() => after.Storage.Database.MarkEventsAsSkipped(null!));
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_events where is_skipped")).ShouldBe(1);
    }
}
