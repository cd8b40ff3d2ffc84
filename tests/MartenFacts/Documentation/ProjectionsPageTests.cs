using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The page "Projection Operators": Select, SelectMany and Distinct.</summary>
public class ProjectionsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task One_member_is_selected()
    {
        await using var session = await UsersAsync();

        (await session.Query<User>().OrderBy(x => x.FirstName).Select(x => x.FirstName).ToListAsync()).ShouldBe(["Bill", "Jeremy", "Lindsey", "Max"]);
        (await session.Query<User>().OrderBy(x => x.FirstName).Select(x => x.Age).FirstAsync()).ShouldBe(60);
    }

    [Fact]
    public async Task Another_type_is_made_of_members()
    {
        await using var session = await UsersAsync();

        (await session.Query<User>().OrderBy(x => x.FirstName).Select(x => new UserName { Name = x.FirstName }).FirstAsync()).Name.ShouldBe("Bill");
        (await session.Query<User>().OrderBy(x => x.FirstName).Select(x => new FullName(x.FirstName, x.LastName)).FirstAsync()).ShouldBe(new FullName("Bill", "Smith"));
    }

    [Fact]
    public async Task An_anonymous_type_is_made_of_members()
    {
        await using var session = await UsersAsync();

        var names = await session.Query<User>().OrderBy(x => x.FirstName).Select(x => new { Name = x.FirstName, x.Roles }).ToListAsync();

        names.Select(n => n.Name).ShouldBe(["Bill", "Jeremy", "Lindsey", "Max"]);
        names[2].Roles.ShouldBe(["admin", "editor"]);
    }

    [Fact]
    public async Task Members_of_members_are_selected()
    {
        await using var session = await TargetsAsync();

        var rows = await session.Query<Target>().Where(x => x.Inner != null).OrderBy(x => x.Number).Select(x => new { x.Inner!.String, Count = x.Children.Count }).ToListAsync();

        rows.Select(r => (r.String, r.Count)).ShouldBe([("one", 2), ("two", 1), (null, 0)]);
    }

    [Fact]
    public async Task SelectMany_gives_the_elements_of_collections()
    {
        await using var session = await TargetsAsync();

        (await session.Query<Target>().SelectMany(x => x.Tags).Distinct().ToListAsync()).Order().ShouldBe(["a", "b", "c"]);
        (await session.Query<Target>().SelectMany(x => x.Tags).CountAsync()).ShouldBe(4);
        (await session.Query<Target>().Where(x => x.Flag).SelectMany(x => x.Children).Where(c => c.Name == "y").ToListAsync()).Single().Number.ShouldBe(6);
        (await session.Query<Target>().SelectMany(x => x.Children).OrderBy(c => c.Number).ThenBy(c => c.Name).Skip(1).Take(1).ToListAsync()).Single().Name.ShouldBe("x");
    }

    [Fact]
    public async Task Distinct_leaves_each_value_once()
    {
        await using var session = await UsersAsync();

        (await session.Query<User>().Select(x => x.LastName).Distinct().ToListAsync()).Order().ShouldBe(["Jones", "Miller", "Smith"]);
        (await session.Query<User>().Select(x => new { x.LastName }).Distinct().CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task A_projection_is_read_as_a_stream()
    {
        await using var session = await UsersAsync();
        var names = new List<string>();

        await foreach (var name in session.Query<User>().OrderBy(x => x.UserName).Select(x => x.UserName).ToAsyncEnumerable()) names.Add(name);

        names.ShouldBe(["bill", "jeremy", "lindsey", "max"]);
    }

    public class UserName
    {
        public string Name { get; set; } = "";
    }

    public record FullName(string First, string Last);
}
