using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Querying;

public class StrongIdTests(PostgresFixture postgres) : FactsTest(postgres)
{
    [Fact]
    public async Task Members_that_are_strong_ids_are_compared_by_the_value_inside()
    {
        var store = Store();
        var one = new GuidRef(Guid.NewGuid());
        await SaveAsync(store, new Line { Id = one, Number = new(1), Long = new(2), Name = new("a"), Optional = one }, new Line { Number = new(5), Long = new(6), Name = new("b") });
        await using var session = store.QuerySession();
        GuidRef[] refs = [one];
        NameRef[] names = [new("a"), new("z")];
        GuidRef? none = null;

        (await session.Query<Line>().CountAsync(x => x.Id == one)).ShouldBe(1);
        (await session.Query<Line>().CountAsync(x => x.Number == new IntRef(1))).ShouldBe(1);
        (await session.Query<Line>().CountAsync(x => x.Number.Value > 1)).ShouldBe(1);
        (await session.Query<Line>().CountAsync(x => x.Long != new LongRef(2))).ShouldBe(1);
        (await session.Query<Line>().CountAsync(x => x.Name == new NameRef("a"))).ShouldBe(1);
        (await session.Query<Line>().CountAsync(x => x.Name.Value!.StartsWith('b'))).ShouldBe(1);
        (await session.Query<Line>().CountAsync(x => x.Optional == one)).ShouldBe(1);
        (await session.Query<Line>().CountAsync(x => x.Optional == none)).ShouldBe(1);
        (await session.Query<Line>().CountAsync(x => x.Optional != null)).ShouldBe(1);
        (await session.Query<Line>().CountAsync(x => refs.Contains(x.Id))).ShouldBe(1);
        (await session.Query<Line>().CountAsync(x => names.Contains(x.Name))).ShouldBe(1);
    }

    public readonly record struct GuidRef(Guid Value);

    public readonly record struct IntRef(int Value);

    public readonly record struct LongRef(long Value);

    public readonly record struct NameRef(string? Value);

    public class Line
    {
        public GuidRef Id { get; set; } = new(Guid.NewGuid());

        public IntRef Number { get; set; }

        public LongRef Long { get; set; }

        public NameRef Name { get; set; }

        public GuidRef? Optional { get; set; }
    }
}
