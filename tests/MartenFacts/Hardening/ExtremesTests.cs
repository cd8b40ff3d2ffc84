using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Hardening;

/// <summary>Values at the ends of their ranges.</summary>
public class ExtremesTests(PostgresFixture postgres) : FactsTest(postgres)
{
    public class Extreme
    {
        public Guid Id { get; set; }

        public DateTimeOffset Moment { get; set; }

        public DateTime Local { get; set; }

        public DateOnly Day { get; set; }

        public TimeSpan Span { get; set; }

        public decimal Price { get; set; }

        public long Count { get; set; }

        public ulong Big { get; set; }

        public double Ratio { get; set; }
    }

    public class Deep
    {
        public Guid Id { get; set; }

        public Deep? Inner { get; set; }
    }

    private static Extreme Highest() => new()
    {
        Id = Guid.NewGuid(), Moment = DateTimeOffset.MaxValue, Local = DateTime.MaxValue, Day = DateOnly.MaxValue, Span = TimeSpan.FromDays(10000), Price = decimal.MaxValue,
        Count = long.MaxValue, Big = ulong.MaxValue, Ratio = double.MaxValue,
    };

    private static Extreme Lowest() => new()
    {
        Id = Guid.NewGuid(), Moment = DateTimeOffset.MinValue, Local = DateTime.MinValue, Day = DateOnly.MinValue, Span = TimeSpan.FromDays(-10000), Price = decimal.MinValue,
        Count = long.MinValue, Big = 0, Ratio = double.MinValue,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_ends_of_the_ranges_come_back(bool duplicated)
    {
        var store = Store(o =>
        {
            if (duplicated) o.Schema.For<Extreme>().Duplicate(e => e.Moment).Duplicate(e => e.Local).Duplicate(e => e.Day).Duplicate(e => e.Price).Duplicate(e => e.Count);
        });
        foreach (var document in new[] { Highest(), Lowest() })
        {
            await SaveAsync(store, document);
            await using var query = store.QuerySession();
            (await query.LoadAsync<Extreme>(document.Id)).ShouldBeEquivalentTo(document);
            var id = document.Id;
            (await query.Query<Extreme>().Where(e => e.Id == id).Select(e => e.Price).SingleAsync()).ShouldBe(document.Price);
            (await query.Query<Extreme>().Where(e => e.Id == id).Select(e => e.Count).SingleAsync()).ShouldBe(document.Count);
            (await query.Query<Extreme>().Where(e => e.Id == id).Select(e => e.Day).SingleAsync()).ShouldBe(document.Day);
            (await query.Query<Extreme>().Where(e => e.Id == id).Select(e => e.Moment).SingleAsync()).ShouldBe(document.Moment);
            (await query.Query<Extreme>().Where(e => e.Id == id).Select(e => new { e.Moment, e.Local }).SingleAsync()).ShouldBe(new { document.Moment, document.Local });
            (await query.Query<Extreme>().CountAsync(e => e.Moment <= DateTimeOffset.MaxValue && e.Moment >= DateTimeOffset.MinValue && e.Id == id)).ShouldBe(1);
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(200)]
    public async Task What_is_too_deep_to_be_read_is_not_written(int depth)
    {
        var store = Store();
        var document = new Deep { Id = Guid.NewGuid() };
        for (var (i, current) = (1, document); i < depth; i++) current = current.Inner = new Deep();
        await using var session = store.LightweightSession();
        session.Store(document);
        try
        {
            await session.SaveChangesAsync();
        }
        catch (Exception e)
        {
            e.Message.ShouldContain("depth");
            return;
        }

        (await session.LoadAsync<Deep>(document.Id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Text_that_the_server_cannot_keep_is_refused_with_the_name_of_its_document()
    {
        var store = Store();
        var note = new Note { Id = Guid.NewGuid(), Text = "a\0b" };
        foreach (var count in new[] { 0, 5 })
        {
            await using var session = store.LightweightSession();
            session.Store(Enumerable.Range(0, count).Select(_ => new Note()));
            session.Store(note);
            (await Should.ThrowAsync<Marten.Exceptions.MartenCommandException>(() => session.SaveChangesAsync())).Message.ShouldContain(note.Id.ToString());
        }
    }
}
