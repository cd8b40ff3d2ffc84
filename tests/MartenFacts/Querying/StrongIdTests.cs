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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Documents_are_included_by_strong_ids_whatever_the_serializer_makes_of_them(bool asPlainValue)
    {
        var store = Store(o =>
        {
            if (asPlainValue) o.UseSystemTextJsonForSerialization(configure: json => json.Converters.Add(new PlainGuidRef()));
        });
        Owner first = new() { Id = new GuidRef(Guid.NewGuid()) }, second = new() { Id = new GuidRef(Guid.NewGuid()) };
        await SaveAsync(store, first, second);
        await SaveAsync(store, new Line { Optional = first.Id, Many = [first.Id, second.Id] }, new Line { Many = [second.Id] });
        await using var session = store.QuerySession();

        var one = new List<Owner>();
        var many = new Dictionary<GuidRef, Owner>();
        var lines = await session.Query<Line>().Include(one).On(x => x.Optional!).Include(many).On(x => x.Many).ToListAsync();

        lines.Count.ShouldBe(2);
        one.Single().Id.ShouldBe(first.Id);
        many.Keys.Order(Comparer<GuidRef>.Create((a, b) => a.Value.CompareTo(b.Value))).ShouldBe(new[] { first.Id, second.Id }.OrderBy(g => g.Value));
        (await session.LoadAsync<Owner>(first.Id)).ShouldNotBeNull();
        (await session.Query<Line>().CountAsync(x => x.Optional == first.Id)).ShouldBe(1);
        (await session.Query<Line>().CountAsync(x => x.Many.Contains(second.Id))).ShouldBe(2);
    }

    public class Owner
    {
        public GuidRef Id { get; set; }
    }

    private sealed class PlainGuidRef : System.Text.Json.Serialization.JsonConverter<GuidRef>
    {
        public override GuidRef Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) => new(reader.GetGuid());

        public override void Write(System.Text.Json.Utf8JsonWriter writer, GuidRef value, System.Text.Json.JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
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

        public List<GuidRef> Many { get; set; } = [];
    }
}
