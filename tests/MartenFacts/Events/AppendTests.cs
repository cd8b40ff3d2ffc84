using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events;
using Marten.Exceptions;

namespace MartenFacts.Events;

public class AppendTests(PostgresFixture postgres) : EventsTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task A_stream_has_versions_from_one_without_gaps(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(10));
        await AppendAsync(store, stream, new Deposited(5));
        await AppendAsync(store, stream, new Withdrawn(1), new Withdrawn(2));

        var events = await FetchAsync(store, stream);
        events.Select(e => e.Version).ShouldBe([1, 2, 3, 4, 5]);
        events.Select(e => e.Data).ShouldBe([new Opened("ada"), new Deposited(10), new Deposited(5), new Withdrawn(1), new Withdrawn(2)]);
        events.Select(e => e.Sequence).ShouldBe(events.Select(e => e.Sequence).Order());
        events.Select(e => e.Id).Distinct().Count().ShouldBe(5);
        events[1].EventTypeName.ShouldBe("deposited");
        events[1].StreamId.ShouldBe(stream);
        events[1].Timestamp.Offset.ShouldBe(TimeSpan.Zero);
        events[1].Timestamp.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(2));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task The_events_in_memory_say_after_the_save_where_they_are(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        var action = session.Events.Append(stream, new Deposited(1), new Deposited(2));
        await session.SaveChangesAsync();

        action.Events.Select(e => e.Version).ShouldBe([2, 3]);
        var stored = await FetchAsync(store, stream);
        action.Events.Select(e => (e.Sequence, e.Timestamp)).ShouldBe(stored.Skip(1).Select(e => (e.Sequence, e.Timestamp)));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task An_append_to_a_stream_that_does_not_exist_begins_it(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = Guid.NewGuid();
        await AppendAsync(store, stream, new Opened("ada"), new Deposited(1));
        (await FetchAsync(store, stream)).Select(e => e.Version).ShouldBe([1, 2]);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_stream_begins_once(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        session.Events.StartStream<Account>(stream, new Opened("bob"));
        var refused = await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => session.SaveChangesAsync());
        refused.Message.ShouldBe($"Stream #{stream} already exists in the database");
        (await FetchAsync(store, stream)).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_stream_that_is_not_at_the_expected_version_is_refused_with_all_the_save(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(1));
        await using var session = store.LightweightSession();
        var account = new Account { Id = Guid.NewGuid() };
        session.Store(account);
        session.Events.Append(stream, 2L, new Deposited(2));
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());

        (await FetchAsync(store, stream)).Count.ShouldBe(2);
        await using var query = store.QuerySession();
        (await query.LoadAsync<Account>(account.Id)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task The_expected_version_is_the_one_after_the_append(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = Guid.NewGuid();
        await using var session = store.LightweightSession();
        session.Events.Append(stream, 2L, new Opened("ada"), new Deposited(1));
        await session.SaveChangesAsync();
        session.Events.Append(stream, 3L, new Deposited(1));
        await session.SaveChangesAsync();
        (await FetchAsync(store, stream)).Count.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task After_a_refusal_the_session_goes_on_when_it_has_given_up_its_changes(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        session.Events.Append(stream, 7L, new Deposited(2));
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        session.Events.Append(stream, 2L, new Deposited(3));
        await session.SaveChangesAsync();
        (await FetchAsync(store, stream)).Select(e => e.Data).ShouldBe([new Opened("ada"), new Deposited(3)]);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Appends_to_one_stream_in_one_session_come_together(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        var first = session.Events.Append(stream, new Deposited(1));
        session.Events.Append(stream, new Deposited(2)).ShouldBeSameAs(first);
        await session.SaveChangesAsync();
        (await FetchAsync(store, stream)).Select(e => e.Version).ShouldBe([1, 2, 3]);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Of_thirty_sessions_that_expect_one_version_one_wins(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = await StartAsync(store, new Opened("ada"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(async i =>
        {
            await using var session = store.LightweightSession();
            session.Events.Append(stream, 2L, new Deposited(i));
            try
            {
                await session.SaveChangesAsync();
                return true;
            }
            catch (EventStreamUnexpectedMaxEventIdException)
            {
                return false;
            }
        }));

        outcomes.Count(won => won).ShouldBe(1);
        (await FetchAsync(store, stream)).Select(e => e.Version).ShouldBe([1, 2]);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Racing_appends_leave_neither_gap_nor_repetition_and_lose_nothing_that_was_saved(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = await StartAsync(store, new Opened("ada"));
        var saved = await Task.WhenAll(Enumerable.Range(0, 30).Select(async i =>
        {
            await using var session = store.LightweightSession();
            session.Events.Append(stream, new Deposited(i), new Withdrawn(i));
            try
            {
                await session.SaveChangesAsync();
                return 2;
            }
            catch (EventStreamUnexpectedMaxEventIdException)
            {
                return 0;
            }
        }));

        var events = await FetchAsync(store, stream);
        saved.Sum().ShouldBeGreaterThan(0);
        events.Select(e => e.Version).ShouldBe(Enumerable.Range(1, saved.Sum() + 1).Select(v => (long)v));
    }

    [Fact]
    public async Task An_exclusive_append_makes_the_others_wait_and_nobody_fails()
    {
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps);
        var stream = await StartAsync(store, new Opened("ada"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            await using var session = store.LightweightSession();
            await session.Events.AppendExclusive(stream, new Deposited(i));
            await session.SaveChangesAsync();
        }));
        (await FetchAsync(store, stream)).Select(e => e.Version).ShouldBe(Enumerable.Range(1, 21).Select(v => (long)v));
    }

    [Fact]
    public async Task An_optimistic_append_is_refused_when_the_stream_has_gone_on()
    {
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps);
        var stream = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        await session.Events.AppendOptimistic(stream, new Deposited(1));
        await AppendAsync(store, stream, new Deposited(2));
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task A_stream_that_is_to_go_on_has_to_exist()
    {
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps);
        await using var session = store.LightweightSession();
        var stream = Guid.NewGuid();
        (await Should.ThrowAsync<NonExistentStreamException>(() => session.Events.AppendOptimistic(stream, new Deposited(1)))).Id.ShouldBe(stream);
        await Should.ThrowAsync<NonExistentStreamException>(() => session.Events.AppendExclusive(stream, new Deposited(1)));
    }

    [Fact]
    public async Task A_locked_stream_is_said_to_be_locked()
    {
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps);
        var stream = await StartAsync(store, new Opened("ada"));
        await using var holder = store.LightweightSession();
        await holder.Events.AppendExclusive(stream, new Deposited(1));
        await using var second = store.OpenSession(new Marten.Services.SessionOptions { Timeout = 1 });
        var locked = await Should.ThrowAsync<StreamLockedException>(() => second.Events.AppendExclusive(stream, new Deposited(2)));
        locked.Message.ShouldBe($"Stream '{stream}' may be locked for updates");
        await holder.SaveChangesAsync();
    }

    [Fact]
    public void Bad_streams_and_events_are_refused_at_once()
    {
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps);
        using var session = store.LightweightSession();
        Should.Throw<EmptyEventStreamException>(() => session.Events.StartStream<Account>(Guid.NewGuid()));
        Should.Throw<ArgumentOutOfRangeException>(() => session.Events.StartStream<Account>(Guid.Empty, new Opened("ada")));
        Should.Throw<InvalidOperationException>(() => session.Events.Append("key", new Opened("ada")))
            .Message.ShouldBe("This Marten event store is configured to identify streams with Guids");
        Should.Throw<ArgumentNullException>(() => session.Events.Append(Guid.NewGuid(), new object[] { null! }));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task An_archived_stream_takes_no_more_events_and_is_not_read(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = await StartAsync(store, new Opened("ada"));
        await using (var session = store.LightweightSession())
        {
            session.Events.ArchiveStream(stream);
            await session.SaveChangesAsync();
        }

        (await FetchAsync(store, stream)).ShouldBeEmpty();
        await using var late = store.LightweightSession();
        (await late.Events.FetchStreamStateAsync(stream))!.IsArchived.ShouldBeTrue();
        late.Events.Append(stream, new Deposited(1));
        (await Should.ThrowAsync<InvalidStreamOperationException>(() => late.SaveChangesAsync()))
            .Message.ShouldBe($"Attempted to append event to archived stream with Id '{stream}'.");
    }

    [Fact]
    public async Task Where_types_are_mandatory_a_stream_is_started_with_one()
    {
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps, o => o.Events.UseMandatoryStreamTypeDeclaration = true);
        await using var session = store.LightweightSession();
        Should.Throw<StreamTypeMissingException>(() => session.Events.StartStream(new Opened("ada")));
        session.Events.StartStream<Account>(new Opened("ada"));
        await session.SaveChangesAsync();
        session.Events.Append(Guid.NewGuid(), new Deposited(1));
        await Should.ThrowAsync<NonExistentStreamException>(() => session.SaveChangesAsync());
    }
}
