using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Exceptions;
using Marten.Services;

namespace MartenFacts.Events;

public class StreamReadingTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private readonly EventAppendMode _mode = EventAppendMode.QuickWithServerTimestamps;

    [Fact]
    public async Task A_part_of_a_stream_is_read_by_version_and_by_time()
    {
        var store = EventStore(_mode);
        var stream = Guid.NewGuid();
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await using (var session = store.LightweightSession())
        {
            object[] events = [.. Enumerable.Range(0, 5).Select(i => session.Events.BuildEvent(new Deposited(i)).AtTimestamp(start.AddHours(i)))];
            session.Events.StartStream<Account>(stream, events);
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        (await query.Events.FetchStreamAsync(stream, version: 3)).Select(e => e.Version).ShouldBe([1, 2, 3]);
        (await query.Events.FetchStreamAsync(stream, fromVersion: 3)).Select(e => e.Version).ShouldBe([3, 4, 5]);
        (await query.Events.FetchStreamAsync(stream, timestamp: start.AddHours(1))).Select(e => e.Timestamp).ShouldBe([start, start.AddHours(1)]);
        (await query.Events.FetchStreamAsync(stream, version: 4, fromVersion: 3)).Select(e => e.Version).ShouldBe([3, 4]);
        (await query.Events.FetchStreamAsync(stream, version: 99)).Count.ShouldBe(5);
        (await query.Events.FetchStreamAsync(Guid.NewGuid())).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_state_of_a_stream_says_what_it_is()
    {
        var store = EventStore(_mode);
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(1));
        await using var query = store.QuerySession();
        var state = await query.Events.FetchStreamStateAsync(stream);
        (state!.Id, state.Version, state.AggregateType, state.IsArchived).ShouldBe((stream, 2, typeof(Account), false));
        state.Created.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(2));
        (await query.Events.FetchStreamStateAsync(Guid.NewGuid())).ShouldBeNull();
    }

    [Fact]
    public async Task One_event_is_loaded_by_its_id()
    {
        var store = EventStore(_mode);
        var stream = await StartAsync(store, new Opened("ada"));
        var stored = (await FetchAsync(store, stream)).Single();
        await using var query = store.QuerySession();
        (await query.Events.LoadAsync<Opened>(stored.Id))!.Data.ShouldBe(new Opened("ada"));
        (await query.Events.LoadAsync(Guid.NewGuid())).ShouldBeNull();
        await Should.ThrowAsync<InvalidCastException>(() => query.Events.LoadAsync<Closed>(stored.Id));
    }

    [Fact]
    public async Task Streams_may_have_keys()
    {
        var store = EventStore(_mode, o => o.Events.StreamIdentity = StreamIdentity.AsString);
        await using var session = store.LightweightSession();
        session.Events.StartStream<Account>("acc/'1'; --", new Opened("ada"));
        session.Events.Append("other", new Deposited(1));
        await session.SaveChangesAsync();
        session.Events.Append("other", new Deposited(2));
        await session.SaveChangesAsync();

        (await session.Events.FetchStreamAsync("acc/'1'; --")).Single().StreamKey.ShouldBe("acc/'1'; --");
        (await session.Events.FetchStreamAsync("other")).Select(e => e.Version).ShouldBe([1, 2]);
        Should.Throw<InvalidOperationException>(() => session.Events.Append(Guid.NewGuid(), new Closed()))
            .Message.ShouldBe("This Marten event store is configured to identify streams with strings");
        Should.Throw<ArgumentException>(() => session.Events.StartStream<Account>("", new Closed()));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Metadata_is_the_sessions_unless_the_event_has_its_own(EventAppendMode mode)
    {
        var store = EventStore(mode, o =>
        {
            o.Events.MetadataConfig.EnableAll();
            o.Events.MetadataConfig.UserNameEnabled = true;
        });
        var stream = Guid.NewGuid();
        await using (var session = store.LightweightSession())
        {
            session.CorrelationId = "correlation";
            session.CausationId = "causation";
            session.LastModifiedBy = "ada";
            session.SetHeader("origin", "test");
            var own = session.Events.BuildEvent(new Deposited(1));
            own.CorrelationId = "mine";
            own.SetHeader("weight", "3");
            session.Events.StartStream<Account>(stream, new Opened("ada"), own);
            await session.SaveChangesAsync();
            session.Events.Append(stream, new Closed());
            await session.SaveChangesAsync();
        }

        var events = await FetchAsync(store, stream);
        events.Select(e => e.CorrelationId).ShouldBe(["correlation", "mine", "correlation"]);
        events.ShouldAllBe(e => e.CausationId == "causation" && e.UserName == "ada");
        events[0].GetHeader("origin")!.ToString().ShouldBe("test");
        events[1].GetHeader("origin").ShouldBeNull();
        events[1].GetHeader("weight")!.ToString().ShouldBe("3");
        events[2].GetHeader("origin")!.ToString().ShouldBe("test");
    }

    [Fact]
    public async Task Tenants_have_streams_of_their_own()
    {
        var store = EventStore(_mode, o =>
        {
            o.Events.TenancyStyle = TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
        });
        var stream = Guid.NewGuid();
        foreach (var tenant in (string[])["one", "two"])
        {
            await using var session = store.LightweightSession(tenant);
            session.Events.StartStream<Account>(stream, new Opened(tenant));
            await session.SaveChangesAsync();
            session.Events.Append(stream, new Closed());
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession("two");
        var events = await query.Events.FetchStreamAsync(stream);
        events.Select(e => e.TenantId).ShouldBe(["two", "two"]);
        events[0].Data.ShouldBe(new Opened("two"));
        await using var third = store.QuerySession("three");
        (await third.Events.FetchStreamAsync(stream)).ShouldBeEmpty();
        (await third.Events.FetchStreamStateAsync(stream)).ShouldBeNull();
        (await third.Events.LoadAsync(events[0].Id)).ShouldBeNull();
    }

    [Fact]
    public async Task A_store_without_tenants_refuses_another_tenants_append()
    {
        var store = EventStore(_mode);
        var stream = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession("two");
        session.Events.Append(stream, new Closed());
        (await Should.ThrowAsync<MartenCommandException>(() => session.SaveChangesAsync())).Message.ShouldContain("The tenantid does not match the existing stream");
    }

    [Fact]
    public async Task Old_events_are_read_as_new_ones()
    {
        var old = EventStore(_mode);
        var stream = await StartAsync(old, new Opened("ada"), new Deposited(3));
        var store = EventStore(_mode, o =>
        {
            o.Events.Upcast<Opened, Registered>(e => new Registered(e.Owner, "unknown"));
            o.Events.Upcast<Deposited, Registered>(async (e, token) =>
            {
                await Task.Delay(0, token);
                return new Registered("", $"{e.Amount}");
            });
        });
        var events = await FetchAsync(store, stream);
        events.Select(e => e.Data).ShouldBe([new Registered("ada", "unknown"), new Registered("", "3")]);
        events[0].EventTypeName.ShouldBe("opened");
    }

    [Fact]
    public async Task A_type_may_have_a_name_of_its_own_and_is_found_by_it_after_it_has_moved()
    {
        var old = EventStore(_mode, o => o.Events.MapEventType<Opened>("account-opened"));
        var stream = await StartAsync(old, new Opened("ada"));
        await ExecuteAsync($"update {Schema}.mt_events set mt_dotnet_type = 'Gone.Opened, Gone'");
        var moved = EventStore(_mode, o => o.Events.MapEventType<Opened>("account-opened"));
        (await FetchAsync(moved, stream)).Single().Data.ShouldBe(new Opened("ada"));
        var unknown = EventStore(_mode);
        (await Should.ThrowAsync<UnknownEventTypeException>(() => FetchAsync(unknown, stream))).Message
            .ShouldBe("Unknown event type name alias 'Unable to load event type 'Gone.Opened, Gone'..' You may need to register this event type through StoreOptions.Events.AddEventType(type)");
    }

    [Fact]
    public async Task Data_that_is_not_of_the_type_is_a_clear_error()
    {
        var store = EventStore(_mode);
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(1));
        await ExecuteAsync($"update {Schema}.mt_events set data = '{{\"Amount\": \"much\"}}' where version = 2");
        (await Should.ThrowAsync<EventDeserializationFailureException>(() => FetchAsync(store, stream))).Message
            .ShouldBe("Event deserialization error on sequence = 2 for event type deposited");
    }

    [Fact]
    public async Task A_stored_event_can_be_overwritten()
    {
        var store = EventStore(_mode, o => o.Events.MetadataConfig.HeadersEnabled = true);
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(1));
        var stored = (await FetchAsync(store, stream))[0];
        await using (var session = store.LightweightSession())
        {
            var masked = stored.WithData(new Opened("***"));
            masked.SetHeader("masked", "yes");
            session.Events.OverwriteEvent(masked);
            await session.SaveChangesAsync();
        }

        var events = await FetchAsync(store, stream);
        events[0].Data.ShouldBe(new Opened("***"));
        events[0].GetHeader("masked")!.ToString().ShouldBe("yes");
        (events[0].Id, events[0].Version).ShouldBe((stored.Id, 1));
        events[1].Data.ShouldBe(new Deposited(1));
    }

    [Fact]
    public async Task The_tables_are_as_configured_and_stay_so()
    {
        var store = EventStore(_mode, o =>
        {
            o.Events.AddEventType<Opened>();
            o.Events.EnableUniqueIndexOnEventId = true;
            o.Events.EnableEventTypeIndex = true;
            o.Events.MetadataConfig.EnableAll();
            o.Events.MetadataConfig.UserNameEnabled = true;
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        (await ScalarAsync<long>($"select count(*) from pg_tables where schemaname = '{Schema}' and tablename in ('mt_events', 'mt_streams', 'mt_event_progression', 'mt_high_water_skips')"))
            .ShouldBe(4);
    }

    [Fact]
    public async Task A_stream_is_deleted_and_so_are_all()
    {
        var store = EventStore(_mode);
        var gone = await StartAsync(store, new Opened("ada"), new Closed());
        var kept = await StartAsync(store, new Opened("bob"));
        await store.Advanced.Clean.DeleteSingleEventStreamAsync(gone);
        (await FetchAsync(store, gone)).ShouldBeEmpty();
        (await FetchAsync(store, kept)).Count.ShouldBe(1);
        var statistics = await store.Advanced.FetchEventStoreStatistics();
        (statistics.EventCount, statistics.StreamCount, statistics.EventSequenceNumber).ShouldBe((1, 1, 3));

        await store.Advanced.Clean.DeleteAllEventDataAsync();
        (await FetchAsync(store, kept)).ShouldBeEmpty();
        var again = await StartAsync(store, new Opened("eve"));
        (await FetchAsync(store, again)).Single().Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_session_shows_what_it_is_about_to_append_and_listeners_what_was_appended()
    {
        var store = EventStore(_mode);
        await using var session = store.LightweightSession();
        session.Events.StartStream<Account>(new Opened("ada"), new Closed());
        session.PendingChanges.Streams().Single().Events.Count.ShouldBe(2);
        var seen = new Seen();
        session.Listeners.Add(seen);
        await session.SaveChangesAsync();
        seen.Events.Select(e => e.Data).ShouldBe([new Opened("ada"), new Closed()]);
        session.PendingChanges.Streams().ShouldBeEmpty();
    }

    private sealed class Seen : DocumentSessionListenerBase
    {
        public List<IEvent> Events { get; } = [];

        public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
        {
            Events.AddRange(commit.GetEvents());
            return Task.CompletedTask;
        }
    }

    private sealed record Registered(string Name, string Origin);
}
