using System.Text.Json.Nodes;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq;

namespace MartenFacts.Documentation;

/// <summary>The pages "Projection Operators" and "Query for Raw JSON": what may come after a projection.</summary>
public class SelectManyFormsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Elements_are_filtered_ordered_and_paged()
    {
        await using var session = await TargetsAsync();

        var children = await session.Query<Target>().SelectMany(x => x.Children).Where(c => c.Number > 1).OrderBy(c => c.Name).Skip(1).Take(15).ToListAsync();

        children.Single().Name.ShouldBe("y");
    }

    [Fact]
    public async Task Elements_of_elements_are_found()
    {
        await using var session = await TargetsAsync();

        (await session.Query<Target>().SelectMany(x => x.Children).SelectMany(c => c.Children).ToListAsync()).Single().Number.ShouldBe(5);
        (await session.Query<Target>().Where(x => x.Number < 5).SelectMany(x => x.Children).Where(c => c.Name == "x").SelectMany(c => c.Tags).OrderBy(t => t).ToListAsync()).ShouldBe(["green", "red"]);
    }

    [Fact]
    public async Task Elements_are_counted_by_statistics()
    {
        await using var session = await TargetsAsync();

        var page = await session.Query<Target>().Stats(out QueryStatistics stats).SelectMany(x => x.Tags).OrderBy(t => t).Take(2).ToListAsync();

        page.ShouldBe(["a", "b"]);
        stats.TotalResults.ShouldBe(4);
    }

    [Fact]
    public async Task One_result_of_a_projection_is_taken()
    {
        await using var session = await UsersAsync();
        var names = session.Query<User>().OrderBy(x => x.FirstName).Select(x => new Named { Name = x.FirstName });

        (await names.FirstOrDefaultAsync())!.Name.ShouldBe("Bill");
        (await names.FirstAsync()).Name.ShouldBe("Bill");
        (await session.Query<User>().Where(x => x.Age == 8).Select(x => new Named { Name = x.FirstName }).SingleAsync()).Name.ShouldBe("Max");
        (await session.Query<User>().Where(x => x.Age == 9).Select(x => new Named { Name = x.FirstName }).SingleOrDefaultAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task One_result_of_a_projection_is_taken_as_JSON()
    {
        await using var session = await UsersAsync();

        foreach (var json in new[]
        {
            await session.Query<User>().OrderBy(x => x.FirstName).Select(x => new Named { Name = x.FirstName }).ToJsonFirst(),
            await session.Query<User>().OrderBy(x => x.FirstName).Select(x => new { Name = x.FirstName }).ToJsonFirstOrDefault(),
        })
        {
            JsonNode.DeepEquals(JsonNode.Parse(json!), JsonNode.Parse("{\"Name\": \"Bill\"}")).ShouldBeTrue(json);
        }
    }

    public class Named
    {
        public string Name { get; set; } = "";
    }
}
