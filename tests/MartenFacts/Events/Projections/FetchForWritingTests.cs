using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Exceptions;

namespace MartenFacts.Events.Projections;

public class FetchForWritingTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public static TheoryData<EventAppendMode, ProjectionLifecycle> Ways
    {
        get
        {
            var ways = new TheoryData<EventAppendMode, ProjectionLifecycle>();
            foreach (var mode in Enum.GetValues<EventAppendMode>())
            {
                foreach (var lifecycle in Enum.GetValues<ProjectionLifecycle>()) ways.Add(mode, lifecycle);
            }

            return ways;
        }
    }

    private DocumentStore StoreOf(EventAppendMode mode, ProjectionLifecycle lifecycle, Action<StoreOptions>? configure = null) => EventStore(mode, o =>
    {
        switch (lifecycle)
        {
            case ProjectionLifecycle.Live: o.Projections.LiveStreamAggregation<Balance>(); break;
            case ProjectionLifecycle.Inline: o.Projections.Snapshot<Balance>(SnapshotLifecycle.Inline); break;
            default: o.Projections.Snapshot<Balance>(SnapshotLifecycle.Async); break;
        }

        configure?.Invoke(o);
    });

    [Theory, MemberData(nameof(Ways))]
    public async Task A_stream_is_fetched_appended_to_and_saved(EventAppendMode mode, ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(mode, lifecycle);
        var id = await StartAsync(store, new Opened("ada"), new Deposited(10));
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Balance>(id);
        (stream.Id, stream.Key, stream.StartingVersion, stream.CurrentVersion, stream.Aggregate!.Amount).ShouldBe((id, null, 2, 2, 10));
        stream.AppendOne(new Deposited(1));
        stream.AppendMany(new Withdrawn(2), new Deposited(3));
        stream.CurrentVersion.ShouldBe(5);
        stream.Events.Count.ShouldBe(3);
        await session.SaveChangesAsync();

        var again = await session.Events.FetchForWriting<Balance>(id);
        (again.StartingVersion, again.Aggregate!.Amount).ShouldBe((5, 12));
        again.AppendOne(new Deposited(1));
        await session.SaveChangesAsync();
        (await session.Events.FetchLatest<Balance>(id))!.Amount.ShouldBe(13);
        (await FetchAsync(store, id)).Count.ShouldBe(6);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_stream_that_is_not_there_is_begun_by_its_first_event(EventAppendMode mode, ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(mode, lifecycle);
        var id = Guid.NewGuid();
        await using var session = store.LightweightSession();
        await using var other = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Balance>(id);
        (stream.StartingVersion, stream.Aggregate).ShouldBe((0, null));
        var late = await other.Events.FetchForWriting<Balance>(id);
        stream.AppendOne(new Opened("ada"));
        late.AppendOne(new Opened("bob"));
        await session.SaveChangesAsync();
        (await session.Events.FetchStreamStateAsync(id))!.AggregateType.ShouldBe(typeof(Balance));
        await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => other.SaveChangesAsync());
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Of_racing_writers_one_wins_and_no_event_is_lost(EventAppendMode mode, ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(mode, lifecycle);
        var id = await StartAsync(store, new Opened("ada"));
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var fetched = 0;
        var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            await using var session = store.LightweightSession();
            var stream = await session.Events.FetchForWriting<Balance>(id);
            if (Interlocked.Increment(ref fetched) == 8) ready.SetResult();
            await ready.Task;
            stream.AppendOne(new Deposited(i + 1));
            try
            {
                await session.SaveChangesAsync();
                return 1;
            }
            catch (EventStreamUnexpectedMaxEventIdException)
            {
                return 0;
            }
        }));

        won.Sum().ShouldBe(1);
        (await FetchAsync(store, id)).Count.ShouldBe(2);
        await using var reader = store.LightweightSession();
        (await reader.Events.FetchLatest<Balance>(id))!.Amount.ShouldBe(((await FetchAsync(store, id))[1].Data as Deposited)!.Amount);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task What_was_only_read_is_checked_when_that_is_asked_for(EventAppendMode mode)
    {
        var store = StoreOf(mode, ProjectionLifecycle.Inline);
        var id = await StartAsync(store, new Opened("ada"));
        await using var careless = store.LightweightSession();
        await using var careful = store.LightweightSession();
        await careless.Events.FetchForWriting<Balance>(id);
        var stream = await careful.Events.FetchForWriting<Balance>(id);
        stream.AlwaysEnforceConsistency = true;
        await AppendAsync(store, id, new Deposited(1));

        careless.Store(new Account { Id = Guid.NewGuid() });
        careful.Store(new Account { Id = Guid.NewGuid() });
        await careless.SaveChangesAsync();
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => careful.SaveChangesAsync());
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_doc_account")).ShouldBe(1);
    }

    [Fact]
    public async Task Another_version_than_the_expected_one_is_refused_at_once()
    {
        var store = StoreOf(EventAppendMode.QuickWithServerTimestamps, ProjectionLifecycle.Live);
        var id = await StartAsync(store, new Opened("ada"), new Deposited(1));
        await using var session = store.LightweightSession();
        (await Should.ThrowAsync<ConcurrencyException>(() => session.Events.FetchForWriting<Balance>(id, 1)))
            .Message.ShouldBe("Expected the existing version to be 1, but was 2");
        (await Should.ThrowAsync<ConcurrencyException>(() => session.Events.FetchForWriting<Balance>(Guid.NewGuid(), 1)))
            .Message.ShouldBe("Expected the existing version to be 1, but was 0");
        (await session.Events.FetchForWriting<Balance>(id, 2)).Aggregate!.Amount.ShouldBe(1);
        (await session.Events.FetchForWriting<Balance>(Guid.NewGuid(), 0)).Aggregate.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Exclusive_writers_wait_for_each_other_and_see_what_the_other_wrote(EventAppendMode mode, ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(mode, lifecycle);
        var id = await StartAsync(store, new Opened("ada"));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var session = store.LightweightSession();
            await session.Events.WriteExclusivelyToAggregate<Balance>(id, stream => stream.AppendOne(new Deposited(stream.Aggregate!.Amount + 1)));
        }));
        await using var reader = store.LightweightSession();
        (await reader.Events.FetchLatest<Balance>(id))!.Amount.ShouldBe(63);
    }

    [Fact]
    public async Task Writing_to_an_aggregate_fetches_and_saves()
    {
        var store = StoreOf(EventAppendMode.QuickWithServerTimestamps, ProjectionLifecycle.Inline);
        var id = Guid.NewGuid();
        await using var session = store.LightweightSession();
        await session.Events.WriteToAggregate<Balance>(id, stream => stream.AppendOne(new Opened("ada")));
        await session.Events.WriteToAggregate<Balance>(id, 1, stream =>
        {
            stream.AppendOne(new Deposited(4));
            return Task.CompletedTask;
        });
        await Should.ThrowAsync<ConcurrencyException>(() => session.Events.WriteToAggregate<Balance>(id, 1, stream => stream.AppendOne(new Deposited(4))));
        (await session.Events.FetchLatest<Balance>(id))!.Amount.ShouldBe(4);
        (await session.Events.FetchLatest<Balance>(Guid.NewGuid())).ShouldBeNull();
    }

    [Theory, InlineData(ProjectionLifecycle.Live), InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async)]
    public async Task The_latest_state_may_have_what_is_not_saved_yet(ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(EventAppendMode.QuickWithServerTimestamps, lifecycle);
        var id = await StartAsync(store, new Opened("ada"), new Deposited(1));
        await using var session = store.LightweightSession();
        session.Events.Append(id, new Deposited(5));
        (await session.Events.ProjectLatest<Balance>(id))!.Amount.ShouldBe(6);
        (await session.Events.FetchLatest<Balance>(id))!.Amount.ShouldBe(1);
        await session.SaveChangesAsync();
        (await session.Events.ProjectLatest<Balance>(id))!.Amount.ShouldBe(6);
    }

    [Theory, InlineData(true, 1011), InlineData(false, 11)]
    public async Task The_inline_projection_goes_on_with_the_fetched_instance_where_that_is_so_set(bool isShared, int amount)
    {
        var store = StoreOf(EventAppendMode.QuickWithServerTimestamps, ProjectionLifecycle.Inline, o => o.Projections.UseIdentityMapForAggregates = isShared);
        var id = await StartAsync(store, new Opened("ada"), new Deposited(10));
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Balance>(id);
        stream.Aggregate!.Amount += 1000;
        stream.AppendOne(new Deposited(1));
        await session.SaveChangesAsync();
        (await session.Events.FetchLatest<Balance>(id))!.Amount.ShouldBe(amount);
    }

    [Fact]
    public async Task A_saved_stream_may_be_gone_on_with()
    {
        var store = StoreOf(EventAppendMode.QuickWithServerTimestamps, ProjectionLifecycle.Live);
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Balance>(Guid.NewGuid());
        stream.AppendOne(new Opened("ada"));
        stream.TryFastForwardVersion();
        stream.StartingVersion.ShouldBe(0);
        await session.SaveChangesAsync();
        stream.TryFastForwardVersion();
        (stream.StartingVersion, stream.Events.Count).ShouldBe((1, 0));
        stream.AppendOne(new Deposited(1));
        await session.SaveChangesAsync();
        stream.AppendOne(new Deposited(2));
        stream.StartingVersion.ShouldBe(2);
        await session.SaveChangesAsync();
        (await session.Events.FetchLatest<Balance>(stream.Id))!.Amount.ShouldBe(3);
    }

    [Fact]
    public async Task What_another_session_has_saved_is_seen_when_a_session_fetches_again()
    {
        var store = StoreOf(EventAppendMode.QuickWithServerTimestamps, ProjectionLifecycle.Inline);
        var id = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        await session.Events.FetchForWriting<Balance>(id);
        await AppendAsync(store, id, new Deposited(3));
        var again = await session.Events.FetchForWriting<Balance>(id);
        (again.StartingVersion, again.Aggregate!.Amount).ShouldBe((2, 3));
    }

    [Fact]
    public async Task Keys_and_tenants_are_told_apart()
    {
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps, o =>
        {
            o.Events.StreamIdentity = StreamIdentity.AsString;
            o.Events.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Projections.Snapshot<KeyedBalance>(SnapshotLifecycle.Inline);
        });
        foreach (var (tenant, amount) in new[] { ("a", 1), ("b", 2) })
        {
            await using var session = store.LightweightSession(tenant);
            var stream = await session.Events.FetchForWriting<KeyedBalance>("k");
            (stream.Key, stream.StartingVersion).ShouldBe(("k", 0));
            stream.AppendOne(new Deposited(amount));
            await session.SaveChangesAsync();
            var again = await session.Events.FetchForWriting<KeyedBalance>("k");
            (again.Aggregate!.Amount, again.Aggregate.Revision).ShouldBe((amount, 1));
        }
    }
}
