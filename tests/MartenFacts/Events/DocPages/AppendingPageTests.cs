using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using Marten.Exceptions;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Appending Events".</summary>
public class AppendingPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private static object[] Events => [new Opened("ada"), new Deposited(1)];

    [Theory, MemberData(nameof(Modes))]
    public async Task A_stream_is_begun_with_or_without_a_type_and_with_or_without_an_id(EventAppendMode mode)
    {
        var store = EventStore(mode);
        Guid[] ids = [.. Enumerable.Range(0, 6).Select(_ => Guid.NewGuid())];
        await using var session = store.LightweightSession();
        Guid[] typed =
        [
            session.Events.StartStream<Account>(new Opened("ada"), new Deposited(1)).Id, session.Events.StartStream(typeof(Account), new Opened("ada"), new Deposited(1)).Id,
            session.Events.StartStream<Account>(ids[0], new Opened("ada"), new Deposited(1)).Id, session.Events.StartStream<Account>(ids[1], Events.AsEnumerable()).Id,
            session.Events.StartStream(typeof(Account), ids[2], new Opened("ada"), new Deposited(1)).Id, session.Events.StartStream(typeof(Account), ids[3], Events.AsEnumerable()).Id,
            session.Events.StartStream<Account>(Events.AsEnumerable()).Id, session.Events.StartStream(typeof(Account), Events.AsEnumerable()).Id,
        ];
        Guid[] untyped =
        [
            session.Events.StartStream(new Opened("ada"), new Deposited(1)).Id, session.Events.StartStream(ids[4], new Opened("ada"), new Deposited(1)).Id,
            session.Events.StartStream(ids[5], Events.AsEnumerable()).Id, session.Events.StartStream(Events.AsEnumerable()).Id,
        ];
        await session.SaveChangesAsync();

        typed.Concat(untyped).ShouldBeUnique();
        foreach (var id in typed.Concat(untyped))
        {
            (await FetchAsync(store, id)).Select(e => e.Data).ShouldBe([new Opened("ada"), new Deposited(1)]);
            (await session.Events.FetchStreamStateAsync(id))!.AggregateType.ShouldBe(typed.Contains(id) ? typeof(Account) : null);
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_stream_with_a_key_is_begun_with_or_without_a_type(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Events.StreamIdentity = StreamIdentity.AsString);
        await using var session = store.LightweightSession();
        session.Events.StartStream<Account>("a", new Opened("ada"), new Deposited(1)).Key.ShouldBe("a");
        session.Events.StartStream<Account>("b", Events.AsEnumerable());
        session.Events.StartStream(typeof(Account), "c", new Opened("ada"), new Deposited(1));
        session.Events.StartStream(typeof(Account), "d", Events.AsEnumerable());
        session.Events.StartStream("e", new Opened("ada"), new Deposited(1));
        session.Events.StartStream("f", Events.AsEnumerable());
        await session.SaveChangesAsync();
        foreach (var key in new[] { "a", "b", "c", "d", "e", "f" })
        {
            (await session.Events.FetchStreamAsync(key)).Select(e => (e.StreamKey, e.StreamId, e.Version)).ShouldBe([(key, Guid.Empty, 1L), (key, Guid.Empty, 2L)]);
            (await session.Events.FetchStreamStateAsync(key))!.AggregateType.ShouldBe(key is "e" or "f" ? null : typeof(Account));
        }

        session.Events.StartStream<Account>("a", new Opened("bob"));
        await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => session.SaveChangesAsync());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Events_are_appended_one_by_one_or_as_a_list_at_a_version_or_at_any(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Events.StreamIdentity = StreamIdentity.AsString);
        await using var session = store.LightweightSession();
        session.Events.Append("a", new Opened("ada"));
        await session.SaveChangesAsync();
        session.Events.Append("a", Events.Skip(1));
        await session.SaveChangesAsync();
        session.Events.Append("a", 4, new Deposited(2), new Deposited(3));
        await session.SaveChangesAsync();
        session.Events.Append("a", 5, Events.Skip(1));
        await session.SaveChangesAsync();
        await session.Events.AppendOptimistic("a", new Deposited(4));
        await session.SaveChangesAsync();
        await session.Events.AppendOptimistic("a", CancellationToken.None, new Deposited(5));
        await session.SaveChangesAsync();
        (await session.Events.FetchStreamAsync("a")).Select(e => e.Version).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
        session.Events.Append("a", 7, new Deposited(6));
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task A_locked_stream_is_set_free_by_the_save_or_the_end_of_the_session()
    {
        var store = Store(o => o.Events.StreamIdentity = StreamIdentity.AsString);
        await using var session = store.LightweightSession();
        session.Events.StartStream("a", new Opened("ada"));
        await session.SaveChangesAsync();

        await using (var holder = store.LightweightSession())
        {
            await holder.Events.AppendExclusive("a");
            await using var hasty = store.OpenSession(new Marten.Services.SessionOptions { Timeout = 1 });
            await Should.ThrowAsync<StreamLockedException>(() => hasty.Events.AppendExclusive("a", new Deposited(1)));
        }

        await using var second = store.LightweightSession();
        await second.Events.AppendExclusive("a", CancellationToken.None, new Deposited(2));
        second.Events.Append("a", new Deposited(3));
        await second.SaveChangesAsync();
        await using var third = store.LightweightSession();
        await third.Events.AppendExclusive("a", new Deposited(4));
        await third.SaveChangesAsync();
        (await third.Events.FetchStreamAsync("a")).Select(e => e.Version).ShouldBe([1, 2, 3, 4]);
    }
}
