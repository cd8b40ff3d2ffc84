using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Exceptions;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.NaturalKeys;

/// <summary>The page "Natural Keys".</summary>
public class NaturalKeyTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    private static readonly OrderNumber One = new("ORD-1");
    private static readonly OrderNumber Two = new("ORD-2");

    public static TheoryData<EventAppendMode, ProjectionLifecycle> Everywhere => new(
        from mode in new[] { EventAppendMode.Quick, EventAppendMode.QuickWithServerTimestamps, EventAppendMode.Rich }
        from lifecycle in new[] { ProjectionLifecycle.Inline, ProjectionLifecycle.Async, ProjectionLifecycle.Live }
        select (mode, lifecycle));

    private DocumentStore OrdersOf(EventAppendMode mode = EventAppendMode.QuickWithServerTimestamps, ProjectionLifecycle lifecycle = ProjectionLifecycle.Inline, Action<StoreOptions>? configure = null) =>
        AsyncStore(o =>
        {
            if (lifecycle == ProjectionLifecycle.Live) o.Projections.LiveStreamAggregation<Order>();
            else o.Projections.Snapshot<Order>(lifecycle == ProjectionLifecycle.Inline ? SnapshotLifecycle.Inline : SnapshotLifecycle.Async);
            configure?.Invoke(o);
        }, mode);

    private static async Task<Guid> OrderAsync(IDocumentStore store, OrderNumber number, params object[] more)
    {
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream<Order>([new OrderCreated(number, "ada"), .. more]).Id;
        await session.SaveChangesAsync();
        return id;
    }

    private static async Task<Guid?> FindAsync(IDocumentStore store, OrderNumber number, string? tenant = null)
    {
        await using var session = tenant is null ? store.LightweightSession() : store.LightweightSession(tenant);
        var latest = await session.Events.FetchLatest<Order, OrderNumber>(number);
        var stream = await session.Events.FetchForWriting<Order, OrderNumber>(number);
        latest?.Id.ShouldBe(stream.Id);
        (stream.Aggregate is null).ShouldBe(latest is null);
        return latest?.Id;
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_stream_is_fetched_by_its_key_read_and_written_to(EventAppendMode mode, ProjectionLifecycle lifecycle)
    {
        var store = OrdersOf(mode, lifecycle);
        var id = await OrderAsync(store, One, new ItemAdded("pen", 2));
        await OrderAsync(store, Two);
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Order, OrderNumber>(One);
        (stream.Id, stream.StartingVersion, stream.Aggregate!.Number, stream.Aggregate.Total).ShouldBe((id, 2, One, 2));
        stream.AppendOne(new ItemAdded("ink", 3));
        await session.SaveChangesAsync();
        (await session.Events.FetchLatest<Order, OrderNumber>(One))!.Total.ShouldBe(5);
        (await session.Events.FetchForWriting<Order, OrderNumber>(One)).Aggregate!.Total.ShouldBe(5);
        await AppendAsync(store, id, new ItemAdded("cap", 1));
        (await session.Events.FetchForWriting<Order, OrderNumber>(One)).Aggregate!.Total.ShouldBe(6);
        (await session.Events.FetchForExclusiveWriting<Order, OrderNumber>(One)).CurrentVersion.ShouldBe(4);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_key_may_change_and_the_old_one_is_free_then(EventAppendMode mode)
    {
        var store = OrdersOf(mode);
        var id = await OrderAsync(store, One);
        await AppendAsync(store, id, new NumberChanged(Two));
        (await FindAsync(store, One)).ShouldBeNull();
        (await FindAsync(store, Two)).ShouldBe(id);
        await AppendAsync(store, id, new NumberChanged(Two), new ItemAdded("pen", 1));
        var other = await OrderAsync(store, One);
        (await FindAsync(store, One)).ShouldBe(other);

        // At once: all keys are free before any is taken.
        await using var session = store.LightweightSession();
        session.Events.Append(id, new NumberChanged(One));
        session.Events.Append(other, new NumberChanged(Two));
        await session.SaveChangesAsync();
        (await FindAsync(store, One)).ShouldBe(id);
        (await FindAsync(store, Two)).ShouldBe(other);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_key_that_another_stream_has_is_refused_with_all_that_was_to_be_saved(EventAppendMode mode)
    {
        var store = OrdersOf(mode);
        var id = await OrderAsync(store, One);
        var failure = await Should.ThrowAsync<InvalidStreamOperationException>(() => OrderAsync(store, One));
        failure.Message.ShouldContain("ORD-1");
        var other = await OrderAsync(store, Two);
        await Should.ThrowAsync<InvalidStreamOperationException>(() => AppendAsync(store, other, new ItemAdded("pen", 1), new NumberChanged(One)));
        (await FetchAsync(store, other)).Count.ShouldBe(1);
        (await FindAsync(store, One)).ShouldBe(id);
        await using var session = store.LightweightSession();
        session.Events.StartStream<Order>(new OrderCreated(new OrderNumber("same"), ""));
        session.Events.StartStream<Order>(new OrderCreated(new OrderNumber("same"), ""));
        await Should.ThrowAsync<InvalidStreamOperationException>(() => session.SaveChangesAsync());
        (await session.Events.QueryRawEventDataOnly<OrderCreated>().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_that_want_a_key_at_once_one_gets_it()
    {
        var store = OrdersOf();
        await OrderAsync(store, Two);
        var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                return await OrderAsync(store, One);
            }
            catch (InvalidStreamOperationException)
            {
                return Guid.Empty;
            }
        }));
        (await FindAsync(store, One)).ShouldBe(attempts.Where(a => a != Guid.Empty).ShouldHaveSingleItem());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Keys_of_archived_streams_lead_nowhere_and_are_free(EventAppendMode mode)
    {
        var store = OrdersOf(mode);
        var id = await OrderAsync(store, One);
        await using var session = store.LightweightSession();
        session.Events.ArchiveStream(id);
        await session.SaveChangesAsync();
        (await FindAsync(store, One)).ShouldBeNull();
        var next = await OrderAsync(store, One);
        (await FindAsync(store, One)).ShouldBe(next);
    }

    [Fact]
    public async Task What_a_session_is_to_save_is_found_by_its_keys()
    {
        var store = OrdersOf();
        var id = await OrderAsync(store, One);
        await using var session = store.LightweightSession();
        var pending = session.Events.StartStream<Order>(new OrderCreated(Two, "bob")).Id;
        var stream = await session.Events.FetchForWriting<Order, OrderNumber>(Two);
        stream.Id.ShouldBe(pending);
        stream.AppendOne(new ItemAdded("pen", 1));
        session.Events.Append(id, new NumberChanged(new OrderNumber("ORD-3")));
        (await session.Events.FetchForWriting<Order, OrderNumber>(One)).Aggregate.ShouldBeNull();
        (await session.Events.FetchForWriting<Order, OrderNumber>(new OrderNumber("ORD-3"))).Id.ShouldBe(id);
        await session.SaveChangesAsync();
        (await session.Events.FetchLatest<Order, OrderNumber>(Two))!.Total.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_no_stream_has_is_that_of_a_stream_that_does_not_exist()
    {
        var store = OrdersOf();
        await using var session = store.LightweightSession();
        (await session.Events.FetchLatest<Order, OrderNumber>(One)).ShouldBeNull();
        (await session.Events.FetchForExclusiveWriting<Order, OrderNumber>(Two)).Aggregate.ShouldBeNull();
        var stream = await session.Events.FetchForWriting<Order, OrderNumber>(One);
        (stream.StartingVersion, stream.Aggregate).ShouldBe((0, null));
        stream.AppendOne(new OrderCreated(One, "ada"));
        await session.SaveChangesAsync();
        (await FindAsync(store, One)).ShouldBe(stream.Id);
    }

    [Fact]
    public async Task Keys_that_are_none_yet_are_left_out()
    {
        var store = OrdersOf();
        await OrderAsync(store, new OrderNumber(null!));
        await OrderAsync(store, null!);
        await OrderAsync(store, new OrderNumber(""));
        (await FindAsync(store, new OrderNumber(""))).ShouldBeNull();
        (await FindAsync(store, new OrderNumber(null!))).ShouldBeNull();
        await using var session = store.QuerySession();
        (await session.Query<Order>().CountAsync()).ShouldBe(3);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Every_tenant_has_keys_of_its_own(bool isInline)
    {
        var store = OrdersOf(lifecycle: isInline ? ProjectionLifecycle.Inline : ProjectionLifecycle.Async, configure: o =>
        {
            o.Events.TenancyStyle = TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
        });
        await using var session = store.LightweightSession("red");
        var red = session.Events.StartStream<Order>(new OrderCreated(One, "ada")).Id;
        var blue = session.ForTenant("blue").Events.StartStream<Order>(new OrderCreated(One, "bob")).Id;
        await session.SaveChangesAsync();
        (await FindAsync(store, One, "red")).ShouldBe(red);
        (await FindAsync(store, One, "blue")).ShouldBe(blue);
        (await FindAsync(store, One, "green")).ShouldBeNull();
        session.Events.StartStream<Order>(new OrderCreated(One, "eve"));
        await Should.ThrowAsync<InvalidStreamOperationException>(() => session.SaveChangesAsync());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Streams_with_names_have_keys_too(EventAppendMode mode)
    {
        var store = EventStore(mode, o =>
        {
            o.Events.StreamIdentity = StreamIdentity.AsString;
            o.Projections.Snapshot<OrderByName>(SnapshotLifecycle.Inline);
        });
        await using var session = store.LightweightSession();
        session.Events.StartStream<OrderByName>("first", new OrderCreated(One, "ada"), new ItemAdded("pen", 2));
        await session.SaveChangesAsync();
        session.Events.Append("first", new NumberChanged(Two));
        await session.SaveChangesAsync();
        var stream = await session.Events.FetchForWriting<OrderByName, OrderNumber>(Two);
        (stream.Key, stream.Aggregate!.Total).ShouldBe(("first", 2));
        (await session.Events.FetchLatest<OrderByName, OrderNumber>(One)).ShouldBeNull();
        (await session.Events.FetchForWriting<OrderByName, string>("first")).Aggregate!.Number.ShouldBe(Two);
    }

    [Fact]
    public async Task A_projection_may_say_itself_which_events_set_the_key()
    {
        var store = Store(o => o.Projections.Add<SeatProjection>(ProjectionLifecycle.Inline));
        var id = await StartAsync(store, new Registered(7, 1));
        await StartAsync(store, new Registered(0, 2));
        await using var session = store.LightweightSession();
        (await session.Events.FetchLatest<Seat, int>(7))!.Id.ShouldBe(id);
        session.Events.Append(id, new ItemAdded("raise", 5));
        await session.SaveChangesAsync();
        (await session.Events.FetchForWriting<Seat, int>(1005)).Id.ShouldBe(id);
        (await session.Events.FetchLatest<Seat, int>(7)).ShouldBeNull();
        var definition = new SeatProjection().NaturalKeyDefinition!;
        (definition.OuterType, definition.InnerType, definition.IsValid(), definition.Member.Name).ShouldBe((typeof(int), typeof(int), true, "Place"));
        (definition.HasMappingFor(typeof(Registered)), definition.HasMappingFor(typeof(OrderCreated)), definition.EventMappings.Count).ShouldBe((true, false, 2));
    }

    [Theory, InlineData(SnapshotLifecycle.Inline), InlineData(SnapshotLifecycle.Async)]
    public async Task A_rebuild_makes_the_keys_of_streams_that_were_there_before(SnapshotLifecycle lifecycle)
    {
        // Nobody knew of the keys when these were appended.
        var before = Store();
        var id = await StartAsync(before, new OrderCreated(One, "ada"), new ItemAdded("pen", 2), new NumberChanged(Two));
        var other = await StartAsync(before, new OrderCreated(One, "bob"));
        var store = AsyncStore(o => o.Projections.Snapshot<Order>(lifecycle));
        (await FindAsync(store, Two)).ShouldBeNull();
        using var daemon = await DaemonOf(store);
        await daemon.RebuildProjectionAsync<Order>(CancellationToken.None);
        (await FindAsync(store, Two)).ShouldBe(id);
        (await FindAsync(store, One)).ShouldBe(other);
        await daemon.RebuildProjectionAsync<Order>(CancellationToken.None);
        (await FindAsync(store, Two)).ShouldBe(id);
    }

    [Fact]
    public async Task Keys_go_with_the_events()
    {
        var store = OrdersOf();
        var id = await OrderAsync(store, One);
        await store.Advanced.Clean.DeleteSingleEventStreamAsync(id);
        (await FindAsync(store, One)).ShouldBeNull();
        await OrderAsync(store, One);
        await store.Advanced.Clean.DeleteAllEventDataAsync();
        (await FindAsync(store, One)).ShouldBeNull();
        await OrderAsync(store, One);
        await store.Advanced.Clean.DeleteAllDocumentsAsync();
        await OrderAsync(store, One);
        await store.Advanced.Clean.CompletelyRemoveAllAsync();
        (await ScalarAsync<long>($"select count(*) from pg_tables where schemaname = '{Schema}'")).ShouldBe(0);
        (await FindAsync(store, await OrderAsync(store, Two) != Guid.Empty ? Two : One)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_table_belongs_to_the_schema()
    {
        var store = OrdersOf();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        var strict = Store(o =>
        {
            o.AutoCreateSchemaObjects = AutoCreate.None;
            o.Projections.Snapshot<Order>(SnapshotLifecycle.Inline);
        });
        (await FindAsync(strict, One)).ShouldBeNull();
        var id = await OrderAsync(strict, One);
        (await FindAsync(strict, One)).ShouldBe(id);
    }

    [Fact]
    public async Task A_key_that_cannot_be_one_and_a_handler_that_cannot_set_one_are_told()
    {
        Should.Throw<InvalidProjectionException>(() => Store(o => o.Projections.Snapshot<Dated>(SnapshotLifecycle.Inline))).Message.ShouldContain("Dated.Day");
        var store = Store(o => o.Projections.LiveStreamAggregation<Clumsy>());
        await using var session = store.LightweightSession();
        session.Events.StartStream<Clumsy>(new ItemAdded("a", 1));
        (await Should.ThrowAsync<InvalidProjectionException>(() => session.SaveChangesAsync())).Message.ShouldContain("NaturalKeyFor");
    }
}
