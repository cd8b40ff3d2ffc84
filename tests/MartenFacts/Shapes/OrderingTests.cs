#pragma warning disable CS8714 // Marten says notnull of results that may well be null
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;
using Marten.Pagination;

namespace MartenFacts.Shapes;

public class OrderingTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private static readonly Thing[] Things =
    [
        new() { Id = 1, Name = "b", Alias = "z", Tags = ["1", "2"], Inner = new() { Rank = 3 } },
        new() { Id = 2, Name = "A", Alias = null, Tags = [], Inner = new() { Rank = 1 } },
        new() { Id = 3, Name = null, Alias = "a", Tags = ["1"], Inner = new() { Rank = 2 } },
    ];

    private async Task<IQueryable<Thing>> QueryAsync()
    {
        var store = Store();
        await SaveAsync(store, Things);
        return store.QuerySession().Query<Thing>();
    }

    [Fact]
    public async Task OrderBy_takes_members_methods_and_comparers()
    {
        var query = await QueryAsync();

        (await Ids(query.OrderBy(x => x.Inner.Rank))).ShouldBe([2, 3, 1]);
        (await Ids(query.OrderBy(x => x.Tags.Count))).ShouldBe([2, 3, 1]);
        (await Ids(query.OrderBy(x => x.Name!.ToLower()))).ShouldBe([2, 1, 3], "null comes last");
        (await Ids(query.OrderByDescending(x => x.Name, StringComparer.OrdinalIgnoreCase))).ShouldBe([3, 1, 2], "and first the other way round");
        (await Ids(query.OrderBy(x => x.Name ?? x.Alias, StringComparer.OrdinalIgnoreCase).ThenBy(x => x.Id))).ShouldBe([2, 3, 1]);
        (await Ids(query.OrderBy(x => x.Alias ?? "b").ThenByDescending(x => x.Id))).ShouldBe([3, 2, 1]);
        (await Ids(query.OrderBy("Inner.Rank DESC", "Id"))).ShouldBe([1, 3, 2]);
        (await Ids(query.OrderBySql("d.id desc"))).ShouldBe([3, 2, 1]);
    }

    [Fact]
    public async Task OrderBy_called_twice_appends()
    {
        var query = await QueryAsync();

        (await Ids(query.OrderByDescending(x => x.Inner.Rank).OrderBy(x => x.Id))).ShouldBe([1, 3, 2]);
    }

    [Fact]
    public async Task Operators_that_have_no_meaning_in_SQL_are_refused_by_name()
    {
        var query = await QueryAsync();

        foreach (var (bad, name) in new (IQueryable<Thing>, string)[]
        {
            (query.Reverse(), "Reverse"), (query.TakeWhile(x => x.Id > 1), "TakeWhile"), (query.Concat(query), "Concat"), (query.Except(query), "Except"),
        })
        {
            (await Should.ThrowAsync<BadLinqExpressionException>(() => bad.ToListAsync())).Message.ShouldBe($"Marten does not (yet) support Linq operator '{name}'");
        }

        (await Should.ThrowAsync<BadLinqExpressionException>(() => query.OrderBy(x => x.Id * -1).ToListAsync())).Message.ShouldStartWith("Invalid OrderBy() expression");
        Should.Throw<NotSupportedException>(() => query.ToList());
        Should.Throw<NotSupportedException>(() => query.Last());
    }

    [Fact]
    public async Task Aggregates_after_Select_are_of_what_was_selected_and_nothing_adds_up_to_zero()
    {
        var query = await QueryAsync();

        (await query.Select(x => x.Inner.Rank).SumAsync(r => r)).ShouldBe(6);
        (await query.Select(x => new { R = x.Inner.Rank }).AverageAsync(r => r.R)).ShouldBe(2);
        (await query.Select(x => x.Inner.Rank).Distinct().MaxAsync(r => r)).ShouldBe(3);
        var none = query.Where(x => x.Id > 99).Select(x => x.Inner.Rank);
        (await none.SumAsync(r => r)).ShouldBe(0);
        (await none.MinAsync(r => r)).ShouldBe(0);
        (await none.MaxAsync(r => (int?)r)).ShouldBeNull();
        (await none.AverageAsync(r => r)).ShouldBe(0);
    }

    [Fact]
    public async Task ToPagedList_works_with_every_shape_of_rows()
    {
        var query = await QueryAsync();

        var selected = await query.OrderBy(x => x.Id).Select(x => new { x.Id }).ToPagedListAsync(2, 2);
        var elements = await query.SelectMany(x => x.Tags).OrderBy(t => t).ToPagedListAsync(1, 2);
        var groups = await query.GroupBy(x => x.Tags.Count).Select(g => new { g.Key, Count = g.Count() }).OrderBy(r => r.Key).ToPagedListAsync(2, 2);
        var distinct = await query.Select(x => x.Inner.Rank).Distinct().OrderBy(r => r).ToPagedListAsync(1, 2);

        (selected.Single().Id, selected.TotalItemCount, selected.IsLastPage).ShouldBe((3, 3, true));
        (elements.ToArray(), elements.TotalItemCount).ShouldSatisfyAllConditions(r => r.Item1.ShouldBe(["1", "1"]), r => r.TotalItemCount.ShouldBe(3));
        (groups.Single().Key, groups.TotalItemCount).ShouldBe((2, 3));
        (distinct.Count, distinct.TotalItemCount).ShouldBe((2, 3));
    }

    private static async Task<IEnumerable<int>> Ids(IQueryable<Thing> query) => (await query.ToListAsync()).Select(x => x.Id);

    public class Thing
    {
        public int Id { get; set; }

        public string? Name { get; set; }

        public string? Alias { get; set; }

        public List<string> Tags { get; set; } = [];

        public Ranked Inner { get; set; } = new();
    }

    public class Ranked
    {
        public int Rank { get; set; }
    }
}
