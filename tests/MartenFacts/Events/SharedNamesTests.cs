using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;

namespace MartenFacts.Events;

public class SharedNamesTests(PostgresFixture postgres) : EventsTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task Each_of_two_types_of_one_name_is_read_as_itself_also_when_the_second_is_met_later(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var first = await StartAsync(store, new Early.Placed("first"));
        (await FetchAsync(store, first)).Single().Data.ShouldBe(new Early.Placed("first"));

        var second = await StartAsync(store, new Late.Placed(2));
        (await FetchAsync(store, second)).Single().Data.ShouldBe(new Late.Placed(2));
        (await FetchAsync(store, first)).Single().Data.ShouldBe(new Early.Placed("first"));
        (await FetchAsync(store, second)).Single().EventTypeName.ShouldBe((await FetchAsync(store, first)).Single().EventTypeName);
    }

    [Fact]
    public async Task An_event_that_was_read_before_its_type_was_known_is_read_as_it_from_then_on()
    {
        Guid second;
        await using (var writing = EventStore(EventAppendMode.Quick)) second = await StartAsync(writing, new Late.Placed(2));

        await using var store = EventStore(EventAppendMode.Quick);
        await StartAsync(store, new Early.Placed("first"));
        await FetchAsync(store, second);
        await StartAsync(store, new Late.Placed(3));
        (await FetchAsync(store, second)).Single().Data.ShouldBe(new Late.Placed(2));
    }

    [Fact]
    public async Task A_projection_that_is_about_one_of_them_is_not_given_the_other()
    {
        var store = EventStore(EventAppendMode.Quick, o => o.Projections.Snapshot<Count>(SnapshotLifecycle.Inline));
        var id = await StartAsync(store, new Early.Placed("first"), new Late.Placed(2), new Early.Placed("third"));
        await using var session = store.QuerySession();
        (await session.LoadAsync<Count>(id))!.Number.ShouldBe(2);
        (await session.Events.AggregateStreamAsync<Count>(id))!.Number.ShouldBe(2);
    }

    public static class Early
    {
        public sealed record Placed(string By);
    }

    public static class Late
    {
        public sealed record Placed(int Number);
    }

    public sealed class Count
    {
        public Guid Id { get; set; }

        public int Number { get; set; }

        public void Apply(Early.Placed placed) => Number++;
    }
}
