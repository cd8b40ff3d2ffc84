using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;
using Marten.Services.Json.Transformations;

namespace MartenFacts.Events.Querying;

public class RawEventDataQueryTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public interface IMovement
    {
        decimal Amount { get; }
    }

    public abstract record Movement(decimal Amount) : IMovement;

    public sealed record Paid(decimal Amount, string[] Tags) : Movement(Amount);

    public sealed record Refunded(decimal Amount, Paid? Original) : Movement(Amount);

    [Fact]
    public async Task The_data_of_events_is_queried_like_documents()
    {
        var store = Store();
        await StartAsync(store, new Opened("ada"), new Paid(5, ["a", "b"]), new Paid(7, ["b"]), new Refunded(2, new Paid(7, [])));
        await using var session = store.QuerySession();
        (await session.Events.QueryRawEventDataOnly<Paid>().CountAsync()).ShouldBe(2);
        (await session.Events.QueryRawEventDataOnly<Paid>().SingleAsync(e => e.Tags.Contains("a"))).Amount.ShouldBe(5);
        (await session.Events.QueryRawEventDataOnly<Paid>().Where(e => e.Amount > 5).Select(e => e.Amount).ToListAsync()).ShouldBe([7m]);
        (await session.Events.QueryRawEventDataOnly<Paid>().OrderByDescending(e => e.Amount).FirstAsync()).Amount.ShouldBe(7);
        (await session.Events.QueryRawEventDataOnly<Paid>().SumAsync(e => e.Amount)).ShouldBe(12);
        (await session.Events.QueryRawEventDataOnly<Paid>().SelectMany(e => e.Tags).Distinct().CountAsync()).ShouldBe(2);
        (await session.Events.QueryRawEventDataOnly<Refunded>().AnyAsync(e => e.Original!.Amount == 7)).ShouldBeTrue();
        (await session.Events.QueryRawEventDataOnly<Closed>().AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task An_interface_or_a_base_class_finds_the_events_of_all_types_that_fit()
    {
        var store = Store();
        await StartAsync(store, new Opened("ada"), new Paid(5, []), new Refunded(2, null));
        await using var session = store.QuerySession();
        (await session.Events.QueryRawEventDataOnly<IMovement>().OrderBy(e => e.Amount).ToListAsync()).Select(e => e.GetType()).ShouldBe([typeof(Refunded), typeof(Paid)]);
        (await session.Events.QueryRawEventDataOnly<Movement>().CountAsync(e => e.Amount > 2)).ShouldBe(1);

        // A type that becomes known later is found by a plan that is there already.
        await StartAsync(store, new Lent(9));
        (await session.Events.QueryRawEventDataOnly<IMovement>().OrderBy(e => e.Amount).ToListAsync()).Count.ShouldBe(3);
    }

    public sealed record Lent(decimal Amount) : IMovement;

    [Fact]
    public async Task The_id_of_data_is_a_member_of_its_json()
    {
        var store = Store();
        var id = Guid.NewGuid();
        await StartAsync(store, new WithId(id, "a"), new WithId(Guid.NewGuid(), "b"));
        await using var session = store.QuerySession();
        (await session.Events.QueryRawEventDataOnly<WithId>().SingleAsync(e => e.Id == id)).Name.ShouldBe("a");
        (await session.Events.QueryRawEventDataOnly<WithId>().OrderBy(e => e.Name).Select(e => e.Id).FirstAsync()).ShouldBe(id);
    }

    public sealed record WithId(Guid Id, string Name);

    [Fact]
    public async Task Events_of_an_old_shape_are_found_and_read_as_the_new_one()
    {
        var old = Store();
        var stream = await StartAsync(old, new Deposited(5));
        var store = Store(o => o.Events.Upcast<Deposited, Credited>(e => new Credited((int)(e.Amount * 100))));
        await AppendAsync(store, stream, new Credited(7));
        await using var session = store.QuerySession();
        (await session.Events.QueryRawEventDataOnly<Credited>().ToListAsync()).Select(e => e.Cents).ShouldBe([500, 7], ignoreOrder: true);

        var later = Store(o => o.Events.Upcast(new Later()));
        await using var patient = later.QuerySession();
        (await patient.Events.QueryRawEventDataOnly<Credited>().ToListAsync()).Select(e => e.Cents).ShouldBe([500, 7], ignoreOrder: true);
        (await patient.Events.QueryAllRawEvents().OrderBy(e => e.Version).FirstAsync()).Data.ShouldBe(new Credited(500));
        await foreach (var e in patient.Events.QueryAllRawEvents().Where(e => e.Version == 1).ToAsyncEnumerable()) e.Data.ShouldBe(new Credited(500));
    }

    public sealed record Credited(int Cents);

    private sealed class Later : AsyncOnlyEventUpcaster<Deposited, Credited>
    {
        protected override async Task<Credited> UpcastAsync(Deposited oldEvent, CancellationToken ct)
        {
            await Task.Yield();
            return new Credited((int)(oldEvent.Amount * 100));
        }
    }

    [Fact]
    public async Task Data_that_cannot_be_read_is_said_with_its_place()
    {
        var store = Store();
        await StartAsync(store, new Deposited(5));
        await ExecuteAsync($"""update {Schema}.mt_events set data = '["no"]'""");
        await using var session = store.QuerySession();
        (await Should.ThrowAsync<EventDeserializationFailureException>(() => session.Events.QueryRawEventDataOnly<Deposited>().ToListAsync())).Message.ShouldContain("sequence = 1");
        (await Should.ThrowAsync<EventDeserializationFailureException>(() => session.Events.QueryAllRawEvents().ToListAsync())).Message.ShouldContain("sequence = 1");
    }
}
