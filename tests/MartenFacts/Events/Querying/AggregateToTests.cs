using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Events;
using MartenFacts.Events.Projections;

namespace MartenFacts.Events.Querying;

public class AggregateToTests(PostgresFixture postgres) : EventsTest(postgres)
{
    [Fact]
    public async Task The_events_of_a_query_come_to_a_state()
    {
        var store = Store();
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(5), new Withdrawn(1));
        await StartAsync(store, new Opened("bob"), new Deposited(100));
        await using var session = store.QuerySession();
        var balance = (await session.Events.QueryAllRawEvents().Where(e => e.StreamId == stream).AggregateToAsync<Balance>())!;
        (balance.Id, balance.Owner, balance.Amount, balance.Version).ShouldBe((stream, "ada", 4, 3));
        (await session.Events.QueryAllRawEvents().Where(e => e.EventTypesAre(typeof(Deposited))).OrderBy(e => e.Sequence).AggregateToAsync(new Balance { Amount = 1 }))!
            .Amount.ShouldBe(106);
        (await session.Events.QueryAllRawEvents().Where(e => e.EventTypeName == "closed").AggregateToAsync<Balance>()).ShouldBeNull();
    }

    [Fact]
    public async Task The_events_of_a_query_come_to_the_states_of_their_streams()
    {
        var store = Store();
        await StartAsync(store, new Opened("ada"), new Deposited(5));
        await StartAsync(store, new Opened("bob"), new Deposited(7));
        await StartAsync(store, new Opened("eve"), new Closed());
        await using var session = store.QuerySession();
        (await session.Events.QueryAllRawEvents().AggregateToManyAsync<Balance>()).OrderBy(b => b.Owner).Select(b => (b.Owner, b.Amount)).ShouldBe([("ada", 5m), ("bob", 7m)]);
    }
}
