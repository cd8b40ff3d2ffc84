using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace MartenFacts.Events.Projections;

public class RetriedProjectionTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public enum Sessions
    {
        Lightweight,
        Identity,
        DirtyTracked,
    }

    public static TheoryData<EventAppendMode, Sessions> Cases => [.. from mode in Modes from sessions in Enum.GetValues<Sessions>() select new TheoryDataRow<EventAppendMode, Sessions>(mode.Data, sessions)];

    private static IDocumentSession Open(IDocumentStore store, Sessions sessions) => sessions switch
    {
        Sessions.Identity => store.IdentitySession(),
        Sessions.DirtyTracked => store.DirtyTrackedSession(),
        _ => store.LightweightSession(),
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task What_a_projection_has_read_and_changed_in_a_save_that_failed_is_changed_once_by_the_next(EventAppendMode mode, Sessions sessions)
    {
        var store = EventStore(mode, o => o.Projections.Add(new Summing(), ProjectionLifecycle.Inline));
        var id = await StartAsync(store, new Deposited(1));
        await using (var other = store.LightweightSession())
        {
            other.Insert(new Occupied { Id = id });
            await other.SaveChangesAsync();
        }

        await using var session = Open(store, sessions);
        var collision = new Occupied { Id = id };
        session.Insert(collision);
        session.Events.Append(id, new Deposited(10));
        await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        session.Eject(collision);
        await session.SaveChangesAsync();

        await using var reading = store.QuerySession();
        (await reading.LoadAsync<Summed>(id))!.Sum.ShouldBe(11);
        (await FetchAsync(store, id)).Count.ShouldBe(2);
    }

    private sealed class Storing(Guid id) : DocumentSessionListenerBase
    {
        public override async Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            if (await session.LoadAsync<Occupied>(id, token) is { } known) session.Store(known);
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task What_a_listener_has_stored_is_known_as_before(EventAppendMode mode)
    {
        var mine = Guid.NewGuid();
        var store = EventStore(mode, o =>
        {
            o.Listeners.Add(new Storing(mine));
            o.Projections.Add(new Summing(), ProjectionLifecycle.Inline);
        });
        var id = await StartAsync(store, new Deposited(1));
        await using (var other = store.LightweightSession())
        {
            other.Insert(new Occupied { Id = id });
            other.Insert(new Occupied { Id = mine });
            await other.SaveChangesAsync();
        }

        await using var session = store.IdentitySession();
        var known = await session.LoadAsync<Occupied>(mine);
        var collision = new Occupied { Id = id };
        session.Insert(collision);
        session.Events.Append(id, new Deposited(10));
        await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        (await session.LoadAsync<Occupied>(mine)).ShouldBeSameAs(known);
        session.Eject(collision);
        await session.SaveChangesAsync();
    }

    public sealed class Summed
    {
        public Guid Id { get; set; }

        public decimal Sum { get; set; }
    }

    public sealed class Occupied
    {
        public Guid Id { get; set; }
    }

    public sealed partial class Summing : EventProjection
    {
        public async Task Project(IEvent<Deposited> deposited, IDocumentOperations operations)
        {
            var summed = await operations.LoadAsync<Summed>(deposited.StreamId) ?? new Summed { Id = deposited.StreamId };
            summed.Sum += deposited.Data.Amount;
            operations.Store(summed);
        }
    }
}
