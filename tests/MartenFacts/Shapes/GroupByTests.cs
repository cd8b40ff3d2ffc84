using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;

namespace MartenFacts.Shapes;

public class GroupByTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private static readonly Person[] People =
    [
        new() { Name = "a", City = "Oslo", Age = 30 }, new() { Name = "b", City = "Oslo", Age = 40 },
        new() { Name = "c", City = "Rome", Age = 50 }, new() { Name = "d", City = "Rome", Age = 50 }, new() { Name = "e", City = "Rome", Age = 20 },
    ];

    private async Task<IQuerySession> SessionAsync()
    {
        var store = Store();
        foreach (var person in People) person.Id = Guid.NewGuid();
        await SaveAsync(store, People);
        return store.QuerySession();
    }

    [Fact]
    public async Task GroupBy_a_member_aggregates_each_group()
    {
        await using var session = await SessionAsync();

        var groups = await session.Query<Person>().GroupBy(x => x.City).OrderBy(g => g.Key).Select(g => new
        {
            g.Key,
            Count = g.Count(),
            Long = g.LongCount(),
            Sum = g.Sum(x => x.Age),
            Min = g.Min(x => x.Age),
            Max = g.Max(x => x.Name),
            Average = g.Average(x => x.Age),
            Old = g.Count(x => x.Age > 35),
            Ages = g.Select(x => x.Age).Distinct().Count(),
        }).ToListAsync();

        groups.ShouldBe(
        [
            new { Key = (string?)"Oslo", Count = 2, Long = 2L, Sum = 70, Min = 30, Max = (string?)"b", Average = 35.0, Old = 1, Ages = 2 },
            new { Key = (string?)"Rome", Count = 3, Long = 3L, Sum = 120, Min = 20, Max = (string?)"e", Average = 40.0, Old = 2, Ages = 2 },
        ]);
    }

    [Fact]
    public async Task GroupBy_several_members_has_them_in_the_key()
    {
        await using var session = await SessionAsync();

        var groups = await session.Query<Person>().Where(x => x.Age > 20).GroupBy(x => new { x.City, x.Age })
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Age).Select(g => new { g.Key.City, g.Key.Age, Count = g.Count() }).ToListAsync();
        var keys = await session.Query<Person>().GroupBy(x => new { x.City, x.Age }).Select(g => g.Key).ToListAsync();

        groups.Select(g => (g.City, g.Age, g.Count)).ShouldBe([("Rome", 50, 2), ("Oslo", 30, 1), ("Oslo", 40, 1)]);
        keys.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Where_after_GroupBy_is_about_groups()
    {
        await using var session = await SessionAsync();
        var least = 2;
        var query = session.Query<Person>().GroupBy(x => x.City).Where(g => g.Count() > least && g.Key != null).Select(g => new { City = g.Key, Count = g.Count() });

        (await query.ToListAsync()).Single().City.ShouldBe("Rome");
        (await query.CountAsync()).ShouldBe(1);
        least = 1;
        (await session.Query<Person>().GroupBy(x => x.City).Where(g => g.Count() > least).Select(g => g.Key!).ToListAsync()).Order().ShouldBe(["Oslo", "Rome"]);
        (await session.Query<Person>().GroupBy(x => x.City).Select(g => new { g.Key, Sum = g.Sum(x => x.Age) }).Where(r => r.Sum > 100).SingleAsync()).Key.ShouldBe("Rome");
    }

    [Fact]
    public async Task GroupBy_takes_the_operators_for_rows_after_its_Select()
    {
        await using var session = await SessionAsync();
        var query = session.Query<Person>().GroupBy(x => x.City).Select(g => new { City = g.Key, Count = g.Count() });

        (await query.OrderByDescending(r => r.Count).FirstAsync()).City.ShouldBe("Rome");
        (await query.OrderBy(r => r.City).Skip(1).Take(1).ToListAsync()).Single().City.ShouldBe("Rome");
        (await query.AnyAsync(r => r.Count == 2)).ShouldBeTrue();
        (await query.SumAsync(r => r.Count)).ShouldBe(5);
        (await query.MaxAsync(r => r.Count)).ShouldBe(3);
        (await session.Query<Person>().GroupBy(x => x.City, (city, people) => new { city, Oldest = people.Max(p => p.Age) }).OrderBy(r => r.Oldest).ToListAsync())
            .Select(r => r.Oldest).ShouldBe([40, 50]);
    }

    [Fact]
    public async Task GroupBy_without_Select_is_refused()
    {
        await using var session = await SessionAsync();

        var exception = await Should.ThrowAsync<BadLinqExpressionException>(() => session.Query<Person>().GroupBy(x => x.City).ToListAsync());
        var part = await Should.ThrowAsync<BadLinqExpressionException>(() => session.Query<Person>().GroupBy(x => x.City).Select(g => g.First()).ToListAsync());

        exception.Message.ShouldBe("GroupBy must be followed by a Select() projection. Marten does not support returning IGrouping<K,T> directly.");
        part.Message.ShouldContain("First");
    }
}
