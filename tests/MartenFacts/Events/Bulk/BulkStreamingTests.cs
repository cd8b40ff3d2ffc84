using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Events;
using Marten.Exceptions;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.Bulk;

public class BulkStreamingTests(PostgresFixture postgres) : BulkTest(postgres)
{
    private readonly Guid _ada = Guid.NewGuid();
    private readonly Guid _bob = Guid.NewGuid();

    private BulkEventStreamHeader[] Headers =>
    [
        new() { Id = _ada, Version = 3, AggregateType = typeof(Account) },
        new() { Id = _bob, Version = 1, AggregateTypeName = "pot", IsArchived = true },
    ];

    // The stream of ada and that of bob, in the order of the old store, where others came between.
    private IEvent[] Log =>
    [
        Old(_ada, new Opened("ada"), 10, 1), Old(_bob, new Opened("bob"), 13, 1), Old(_ada, new Deposited(1), 14, 2), Old(_ada, new Deposited(2), 20, 3),
    ];

    [Theory, InlineData(1), InlineData(3), InlineData(1000)]
    public async Task Events_get_the_next_sequences_in_the_order_in_which_they_come(int batchSize)
    {
        var store = Store();
        await StartAsync(store, new Opened("before"));
        var log = Log;
        await store.BulkInsertEventStreamAsync("*DEFAULT*", Headers, log.ToAsyncEnumerable(), batchSize);

        var found = await FetchAsync(store, _ada);
        found.Select(e => (e.Data, e.Version, e.Sequence, e.Timestamp)).ShouldBe(
            [(new Opened("ada"), 1, 2, Noon), (new Deposited(1), 2, 4, Noon), (new Deposited(2), 3, 5, Noon)]);
        found.Select(e => e.Id).ShouldBe(log.Where(e => e.StreamId == _ada).Select(e => e.Id));
        await using var query = store.QuerySession();
        var ada = (await query.Events.FetchStreamStateAsync(_ada))!;
        (ada.Version, ada.AggregateType, ada.IsArchived).ShouldBe((3, typeof(Account), false));
        (await query.Events.FetchStreamStateAsync(_bob))!.IsArchived.ShouldBeTrue();
        (await query.Events.QueryAllRawEvents().Where(e => e.IsArchived).ToListAsync()).ShouldHaveSingleItem().Data.ShouldBe(new Opened("bob"));
        (await ScalarAsync<string>($"select type from {Schema}.mt_streams where is_archived")).ShouldBe("pot");

        await AppendAsync(store, _ada, new Deposited(3));
        (await FetchAsync(store, _ada))[^1].Version.ShouldBe(4);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Events_may_keep_their_sequences_and_later_ones_come_after_them(EventAppendMode mode)
    {
        var store = EventStore(mode);
        await store.BulkInsertEventStreamAsync("*DEFAULT*", Headers, Log.ToAsyncEnumerable(), BulkEventSequenceMode.PreserveSourceSequence, 2);
        (await SequencesAsync()).ShouldBe([10, 13, 14, 20]);
        await AppendAsync(store, _ada, new Deposited(3));
        (await FetchAsync(store, _ada)).Select(e => e.Sequence).ShouldBe([10, 14, 20, 21]);
    }

    [Fact]
    public async Task Sequences_that_are_kept_do_not_take_the_stores_own_ones_back()
    {
        var store = Store();
        await store.BulkInsertEventsAsync([Stream(store, [.. Enumerable.Range(0, 9).Select(i => new Deposited(i))])]);
        await store.BulkInsertEventsAsync([Stream(store, [.. Enumerable.Range(0, 9).Select(i => new Deposited(i))])]);
        await ExecuteAsync($"delete from {Schema}.mt_events where seq_id between 10 and 14; update {Schema}.mt_streams set version = 99");
        await store.BulkInsertEventStreamAsync(
            "*DEFAULT*", [new() { Id = _bob, Version = 2 }], new[] { Old(_bob, new Opened("bob"), 11), Old(_bob, new Deposited(1), 12) }.ToAsyncEnumerable(),
            BulkEventSequenceMode.PreserveSourceSequence);
        (await FetchAsync(store, _bob)).Select(e => (e.Version, e.Sequence)).ShouldBe([(1, 11), (2, 12)]);
        (await FetchAsync(store, await StartAsync(store, new Opened("next"))))[0].Sequence.ShouldBe(19);
    }

    [Fact]
    public async Task Sequences_that_the_daemon_has_passed_are_not_kept()
    {
        var store = AsyncStore(o => o.Projections.Add<BalanceProjection>(JasperFx.Events.Projections.ProjectionLifecycle.Async));
        await store.BulkInsertEventsAsync([Stream(store, new Opened("ada"), new Deposited(1))]);
        await ExecuteAsync($"update {Schema}.mt_events set seq_id = 5 where seq_id = 2; alter sequence {Schema}.mt_events_sequence restart with 6");
        await (await DaemonOf(store)).CatchUpAsync(CancellationToken.None);
        var late = new[] { Old(_bob, new Opened("bob"), 3), Old(_bob, new Deposited(1), 4) }.ToAsyncEnumerable();
        (await Should.ThrowAsync<InvalidOperationException>(() => store.BulkInsertEventStreamAsync(
            "*DEFAULT*", [new() { Id = _bob, Version = 2 }], late, BulkEventSequenceMode.PreserveSourceSequence))).Message.ShouldContain("Balance:All");
        (await FetchAsync(store, _bob)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_ends_before_its_streams_do_is_refused()
    {
        var store = Store();
        await Should.ThrowAsync<InvalidOperationException>(() => store.BulkInsertEventStreamAsync(
            "*DEFAULT*", [new() { Id = _bob, Version = 3 }], new[] { Old(_bob, new Opened("bob")), Old(_bob, new Deposited(1)) }.ToAsyncEnumerable()));
        (await CountAsync()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Events_that_do_not_say_where_they_are_in_their_stream_are_counted()
    {
        var store = Store();
        await store.BulkInsertEventStreamAsync(
            "*DEFAULT*", Headers, new[] { Old(_ada, new Opened("ada")), Old(_bob, new Opened("bob")), Old(_ada, new Deposited(1), version: 2), Old(_ada, new Deposited(2)) }.ToAsyncEnumerable());
        (await FetchAsync(store, _ada)).Select(e => (e.Data, e.Version)).ShouldBe([(new Opened("ada"), 1), (new Deposited(1), 2), (new Deposited(2), 3)]);
    }

    [Fact]
    public async Task Streams_may_have_keys_and_tenants()
    {
        var store = Store(o =>
        {
            o.Events.StreamIdentity = StreamIdentity.AsString;
            o.Events.TenancyStyle = TenancyStyle.Conjoined;
            o.Events.MetadataConfig.EnableAll();
        });
        foreach (var tenant in (string[])["a", "b"])
        {
            IEvent e = new Event<Opened>(new Opened(tenant)) { StreamKey = "one", TenantId = "elsewhere", CorrelationId = "import" };
            await store.BulkInsertEventStreamAsync(tenant, [new() { Key = "one", Version = 1 }], new[] { e }.ToAsyncEnumerable());
        }

        await using var query = store.QuerySession("b");
        var found = (await query.Events.FetchStreamAsync("one")).ShouldHaveSingleItem();
        (found.Data, found.TenantId, found.CorrelationId, found.Sequence).ShouldBe((new Opened("b"), "b", "import", 2));
        found.Id.ShouldNotBe(Guid.Empty);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task What_does_not_fit_the_headers_leaves_nothing(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var existing = await StartAsync(store, new Opened("before"));

        await RefusedAsync<InvalidOperationException>(Headers, [.. Log, Old(Guid.NewGuid(), new Opened("stray"))]);
        await RefusedAsync<InvalidOperationException>(Headers, [.. Log, Old(_ada, new Deposited(3), 30, 4)]);
        await RefusedAsync<InvalidOperationException>(Headers, [.. Log, Old(_ada, new Deposited(3), 30)]);
        await RefusedAsync<InvalidOperationException>(Headers, [Log[1], Log[0]], BulkEventSequenceMode.PreserveSourceSequence);
        await RefusedAsync<InvalidOperationException>(Headers, [Old(_ada, new Opened("ada"))], BulkEventSequenceMode.PreserveSourceSequence);
        await RefusedAsync<ArgumentNullException>(Headers, [.. Log, null!]);
        await RefusedAsync<ArgumentNullException>([.. Headers, null!], Log);
        await RefusedAsync<ExistingStreamIdCollisionException>([.. Headers, Headers[0]], Log);
        await RefusedAsync<ExistingStreamIdCollisionException>([.. Headers, new() { Id = existing, Version = 1 }], Log);
        await RefusedAsync<ArgumentOutOfRangeException>([new() { Version = 1 }], Log);
        await RefusedAsync<ArgumentOutOfRangeException>([new() { Id = _ada, Version = -1 }], Log);
        await RefusedAsync<ArgumentOutOfRangeException>(Headers, Log, (BulkEventSequenceMode)7);
        await Should.ThrowAsync<ArgumentNullException>(() => store.BulkInsertEventStreamAsync("*DEFAULT*", null!, Log.ToAsyncEnumerable()));
        await Should.ThrowAsync<ArgumentNullException>(() => store.BulkInsertEventStreamAsync("*DEFAULT*", Headers, null!));
        (await CountAsync()).ShouldBe((1, 1));

        async Task RefusedAsync<T>(BulkEventStreamHeader[] headers, IEvent[] events, BulkEventSequenceMode sequences = BulkEventSequenceMode.AssignFromSequence)
            where T : Exception => await Should.ThrowAsync<T>(() => store.BulkInsertEventStreamAsync("*DEFAULT*", headers, events.ToAsyncEnumerable(), sequences, 2));
    }

    [Fact]
    public async Task A_source_that_fails_or_is_given_up_leaves_nothing()
    {
        var store = Store();
        await Should.ThrowAsync<FormatException>(() => store.BulkInsertEventStreamAsync("*DEFAULT*", Headers, Failing(), batchSize: 1));
        using var stopping = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(
            () => store.BulkInsertEventStreamAsync("*DEFAULT*", Headers, Stopping(stopping), batchSize: 1, stopping.Token));
        (await CountAsync()).ShouldBe((0, 0));

        async IAsyncEnumerable<IEvent> Failing()
        {
            foreach (var e in Log[..3]) yield return e;
            await Task.CompletedTask;
            throw new FormatException("no event");
        }

        async IAsyncEnumerable<IEvent> Stopping(CancellationTokenSource source)
        {
            foreach (var e in Log[..3]) yield return e;
            await source.CancelAsync();
        }
    }

    [Fact]
    public async Task Never_more_than_a_batch_is_asked_for_before_it_is_written()
    {
        var store = Store(o => o.Connection(ConnectionString + ";Maximum Pool Size=1"));
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        var header = new BulkEventStreamHeader { Id = _ada, Version = 7 };
        var asked = 0;
        await store.BulkInsertEventStreamAsync("*DEFAULT*", [header], Counting(), batchSize: 3);
        asked.ShouldBe(7);
        (await SequencesAsync()).ShouldBe([1, 2, 3, 4, 5, 6, 7]);

        async IAsyncEnumerable<IEvent> Counting()
        {
            for (var i = 0; i < 7; i++)
            {
                // The sequence is not transactional, and tells how many events were written.
                if (i > 0 && i % 3 == 0) (await ScalarAsync<long>($"select last_value from {Schema}.mt_events_sequence")).ShouldBe(i);
                asked++;
                yield return Old(_ada, new Deposited(i));
            }
        }
    }
}
