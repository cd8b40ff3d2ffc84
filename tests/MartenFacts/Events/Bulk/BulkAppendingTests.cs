using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Exceptions;

namespace MartenFacts.Events.Bulk;

public class BulkAppendingTests(PostgresFixture postgres) : BulkTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task Streams_are_stored_as_if_they_were_begun_one_by_one(EventAppendMode mode)
    {
        var store = EventStore(mode);
        await StartAsync(store, new Opened("before"));
        var first = Stream(store, new Opened("ada"), new Deposited(1), new Deposited(2));
        first.AggregateType = typeof(Account);
        var second = Stream(store, new Opened("bob"));

        await store.BulkInsertEventsAsync([first, second], batchSize: 2);

        var found = await FetchAsync(store, first.Id);
        found.Select(e => e.Data).ShouldBe([new Opened("ada"), new Deposited(1), new Deposited(2)]);
        found.Select(e => (e.Version, e.Sequence, e.EventTypeName)).ShouldBe([(1, 2, "opened"), (2, 3, "deposited"), (3, 4, "deposited")]);
        found.Select(e => (e.Id, e.Version, e.Sequence, e.Timestamp)).ShouldBe(first.Events.Select(e => (e.Id, e.Version, e.Sequence, e.Timestamp)));
        found.ShouldAllBe(e => e.Id != Guid.Empty && e.Timestamp > Noon && e.TenantId == "*DEFAULT*" && !e.IsArchived);
        (first.Version, second.Version).ShouldBe((3, 1));
        await using var query = store.QuerySession();
        var state = (await query.Events.FetchStreamStateAsync(first.Id))!;
        (state.Version, state.AggregateType, state.IsArchived).ShouldBe((3, typeof(Account), false));
        (await query.Events.FetchStreamStateAsync(second.Id))!.AggregateType.ShouldBeNull();

        await AppendAsync(store, second.Id, new Deposited(9));
        (await FetchAsync(store, second.Id)).Select(e => (e.Version, e.Sequence)).ShouldBe([(1, 5), (2, 6)]);
    }

    [Fact]
    public async Task Ids_and_times_and_metadata_of_events_are_kept()
    {
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps, o =>
        {
            o.Events.MetadataConfig.EnableAll();
            o.Events.MetadataConfig.UserNameEnabled = true;
        });
        var stream = Stream(store, new Opened("ada"), new Deposited(1));
        var e = stream.Events[0];
        (e.Id, e.Timestamp, e.CorrelationId, e.CausationId, e.UserName) = (Guid.NewGuid(), Noon.ToOffset(TimeSpan.FromHours(2)), "import-42", "migration", "ada");
        e.SetHeader("source", "legacy");

        await store.BulkInsertEventsAsync([stream]);

        var found = await FetchAsync(store, stream.Id);
        (found[0].Id, found[0].Timestamp, found[0].CorrelationId, found[0].CausationId, found[0].UserName).ShouldBe((e.Id, Noon, "import-42", "migration", "ada"));
        found[0].GetHeader("source").ShouldBe("legacy");
        (found[1].CorrelationId, found[1].CausationId, found[1].UserName, found[1].Headers).ShouldBe((null, null, null, null));
    }

    [Fact]
    public async Task Streams_may_have_keys()
    {
        var store = Store(o => o.Events.StreamIdentity = StreamIdentity.AsString);
        await store.BulkInsertEventsAsync([StreamAction.Start(store.Events, "a", new Opened("ada")), StreamAction.Append(store.Events, "b", new Opened("bob"), new Deposited(3))]);
        await using var query = store.QuerySession();
        (await query.Events.FetchStreamAsync("b")).Select(e => e.Data).ShouldBe([new Opened("bob"), new Deposited(3)]);
        (await query.Events.FetchStreamStateAsync("a"))!.Version.ShouldBe(1);
        var refusal = await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => store.BulkInsertEventsAsync([StreamAction.Start(store.Events, "b", new Opened("bob"))]));
        refusal.Id.ShouldBe("b");
        await Should.ThrowAsync<InvalidOperationException>(() => store.BulkInsertEventsAsync([Stream(store, new Opened("guid"))]));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => store.BulkInsertEventsAsync([StreamAction.Start(store.Events, "", new Opened("none"))]));
    }

    [Fact]
    public async Task Tenants_have_streams_of_their_own()
    {
        var store = Store(o => o.Events.TenancyStyle = TenancyStyle.Conjoined);
        var id = Guid.NewGuid();
        var ada = StreamAction.Start(store.Events, id, new Opened("ada"));
        await store.BulkInsertEventsAsync("a", [ada]);
        await store.BulkInsertEventsAsync("b", [StreamAction.Start(store.Events, id, new Opened("bob"), new Deposited(1))]);
        ada.Events.ShouldAllBe(e => e.TenantId == "a");
        ada.TenantId.ShouldBe("a");
        await using (var query = store.QuerySession("b"))
        {
            var found = await query.Events.FetchStreamAsync(id);
            found.Select(e => (e.Data, e.TenantId)).ShouldBe([(new Opened("bob"), "b"), (new Deposited(1), "b")]);
        }

        (await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => store.BulkInsertEventsAsync("a", [StreamAction.Start(store.Events, id, new Opened("ada"))]))).Id.ShouldBe(id);
        var strange = Stream(store, new Opened("eve"));
        strange.TenantId = "e";
        await Should.ThrowAsync<ArgumentException>(() => store.BulkInsertEventsAsync([strange]));
    }

    [Fact]
    public async Task The_default_tenant_is_refused_where_it_may_not_be_used()
    {
        var store = Store(o =>
        {
            o.Events.TenancyStyle = TenancyStyle.Conjoined;
            o.Advanced.DefaultTenantUsageEnabled = false;
        });
        await Should.ThrowAsync<DefaultTenantUsageDisabledException>(() => store.BulkInsertEventsAsync([Stream(store, new Opened("ada"))]));
    }

    [Fact]
    public async Task Events_that_come_with_sequences_keep_their_order_across_streams()
    {
        var store = Store();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await store.BulkInsertEventsAsync(
        [
            StreamAction.Start(first, Old(first, new Opened("1"), 10), Old(first, new Deposited(4), 40)),
            StreamAction.Start(second, Old(second, new Opened("2"), 20), Old(second, new Deposited(3), 30)),
        ]);
        await using var query = store.QuerySession();
        var found = await query.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToListAsync();
        found.Select(e => e.Data).ShouldBe([new Opened("1"), new Opened("2"), new Deposited(3), new Deposited(4)]);
        found.Select(e => (e.Sequence, e.Version)).ShouldBe([(1, 1), (2, 1), (3, 2), (4, 2)]);
    }

    [Fact]
    public async Task What_is_no_list_of_new_streams_is_refused()
    {
        var store = Store();
        var stream = Stream(store, new Opened("ada"));
        await Should.ThrowAsync<ArgumentNullException>(() => store.BulkInsertEventsAsync(null!));
        await Should.ThrowAsync<ArgumentNullException>(() => store.BulkInsertEventsAsync([stream, null!]));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => store.BulkInsertEventsAsync([stream], batchSize: 0));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => store.BulkInsertEventsAsync([StreamAction.Start(store.Events, Guid.Empty, new Opened("none"))]));
        await Should.ThrowAsync<InvalidOperationException>(() => store.BulkInsertEventsAsync([StreamAction.Start(store.Events, "key", new Opened("key"))]));
        await Should.ThrowAsync<EmptyEventStreamException>(() => store.BulkInsertEventsAsync([stream, StreamAction.Append(store.Events, Guid.NewGuid())]));
        (await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => store.BulkInsertEventsAsync([stream, StreamAction.Start(store.Events, stream.Id, new Opened("bob"))])))
            .Id.ShouldBe(stream.Id);
        Should.Throw<EmptyEventStreamException>(() => StreamAction.Start(store.Events, Guid.NewGuid()));
        Should.Throw<ArgumentNullException>(() => StreamAction.Start(store.Events, Guid.NewGuid(), [null!]));
        await store.BulkInsertEventsAsync([]);
        await store.BulkInsertEventsAsync([stream]);
        (await CountAsync()).ShouldBe((1, 1));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task An_import_that_fails_leaves_nothing_and_can_be_repeated(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Events.EnableUniqueIndexOnEventId = true);
        var existing = await StartAsync(store, new Opened("before"));
        var taken = (await FetchAsync(store, existing))[0].Id;
        var streams = Enumerable.Range(0, 5).Select(i => Stream(store, new Opened($"{i}"), new Deposited(i))).ToArray();

        var again = StreamAction.Start(store.Events, existing, new Opened("again"));
        (await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => store.BulkInsertEventsAsync([.. streams, again], batchSize: 2))).Id.ShouldBe(existing);
        var own = streams[4].Events[1].Id;
        streams[4].Events[1].Id = taken;
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => store.BulkInsertEventsAsync(streams, batchSize: 2))).ConstraintName.ShouldBe("idx_mt_events_event_id");
        streams[4].Events[1].Id = own;

        (await CountAsync()).ShouldBe((1, 1));
        streams.SelectMany(s => s.Events).ShouldAllBe(e => e.Sequence == 0);
        await store.BulkInsertEventsAsync(streams, batchSize: 2);
        (await CountAsync()).ShouldBe((6, 11));
    }

    [Fact]
    public async Task An_import_that_is_given_up_leaves_nothing()
    {
        var store = Store();
        var stream = Stream(store, new Opened("ada"));
        await Should.ThrowAsync<OperationCanceledException>(() => store.BulkInsertEventsAsync([stream], cancellation: new CancellationToken(true)));
        await store.BulkInsertEventsAsync([stream]);
        (await CountAsync()).ShouldBe((1, 1));
    }
}
