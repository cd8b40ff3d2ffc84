#pragma warning disable CS8714 // Marten says notnull of results that may well be null
using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Shapes;

public class SelectManyTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private static readonly Post[] Posts =
    [
        new() { Id = 1, Name = "one", Tags = ["b", "a"], Comments = [new() { Text = "x", Likes = 1, Labels = ["l1"] }, new() { Text = "y", Likes = 5, Labels = ["l2", "l3"] }] },
        new() { Id = 2, Name = "two", Tags = ["a"], Comments = [new() { Text = "z", Likes = 3 }] },
        new() { Id = 3, Name = "three", Tags = [], Comments = null },
    ];

    private async Task<IQuerySession> SessionAsync()
    {
        var store = Store();
        await SaveAsync(store, Posts);
        return store.QuerySession();
    }

    [Fact]
    public async Task SelectMany_of_scalars_gives_each_element_and_takes_further_operators()
    {
        await using var session = await SessionAsync();
        var tags = session.Query<Post>().SelectMany(x => x.Tags);

        (await tags.ToListAsync()).Order().ShouldBe(["a", "a", "b"]);
        (await tags.Distinct().OrderBy(t => t).ToListAsync()).ShouldBe(["a", "b"]);
        (await tags.Where(t => t == "a").CountAsync()).ShouldBe(2);
        (await tags.Distinct().CountAsync()).ShouldBe(2);
        (await tags.AnyAsync(t => t == "c")).ShouldBeFalse();
        (await tags.OrderByDescending(t => t).FirstAsync()).ShouldBe("b");
        (await tags.OrderBy(t => t).Skip(2).Take(1).ToListAsync()).ShouldBe(["b"]);
        (await tags.MaxAsync(t => t)).ShouldBe("b");
    }

    [Fact]
    public async Task SelectMany_of_objects_gives_them_and_takes_further_operators()
    {
        await using var session = await SessionAsync();
        var comments = session.Query<Post>().SelectMany(x => x.Comments!);

        (await comments.OrderBy(c => c.Likes).ToListAsync()).Select(c => c.Text).ShouldBe(["x", "z", "y"]);
        (await comments.Where(c => c.Likes > 2).OrderBy(c => c.Text).Select(c => new { c.Text, Twice = c.Likes * 2 }).ToListAsync())
            .ShouldBe([new { Text = (string?)"y", Twice = 10 }, new { Text = (string?)"z", Twice = 6 }]);
        (await comments.SumAsync(c => c.Likes)).ShouldBe(9);
        (await comments.SelectMany(c => c.Labels).OrderBy(l => l).ToListAsync()).ShouldBe(["l1", "l2", "l3"]);
        (await comments.SingleAsync(c => c.Text == "z")).Likes.ShouldBe(3);
    }

    [Fact]
    public async Task SelectMany_after_a_filter_an_order_and_a_page_is_about_those_documents()
    {
        await using var session = await SessionAsync();

        (await session.Query<Post>().Where(x => x.Name == "one").OrderBy(x => x.Id).SelectMany(x => x.Tags).ToListAsync()).ShouldBe(["b", "a"]);
        (await session.Query<Post>().OrderByDescending(x => x.Id).Take(2).SelectMany(x => x.Tags).ToListAsync()).ShouldBe(["a"]);
        (await session.Query<Post>().OrderBy(x => x.Id).SelectMany(x => x.Comments!).Select(c => c.Text!).ToListAsync()).ShouldBe(["x", "y", "z"]);
    }

    [Fact]
    public async Task SelectMany_with_a_result_selector_sees_the_document_and_the_element()
    {
        await using var session = await SessionAsync();

        var rows = await session.Query<Post>().SelectMany(x => x.Comments!, (x, c) => new { x.Name, c.Likes }).Where(r => r.Likes > 1).OrderBy(r => r.Likes).ToListAsync();
        var left = await session.Query<Post>().OrderBy(x => x.Id).SelectMany(x => x.Tags.DefaultIfEmpty(), (x, t) => new { x.Id, Tag = t }).ToListAsync();
        var filtered = await session.Query<Post>().SelectMany(x => x.Comments!.Where(c => c.Likes < 4).Select(c => c.Text), (x, t) => x.Name + t).ToListAsync();

        rows.ShouldBe([new { Name = "two", Likes = 3 }, new { Name = "one", Likes = 5 }]);
        left.ShouldBe([new { Id = 1, Tag = (string?)"b" }, new { Id = 1, Tag = (string?)"a" }, new { Id = 2, Tag = (string?)"a" }, new { Id = 3, Tag = (string?)null }]);
        filtered.Order().ShouldBe(["onex", "twoz"]);
    }

    public class Post
    {
        public int Id { get; set; }

        public string Name { get; set; } = "";

        public List<string> Tags { get; set; } = [];

        public Comment[]? Comments { get; set; }
    }
}
