using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The pages "Diagnostics" and "Async Enumerable".</summary>
public class PreviewPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task The_command_of_a_query_is_seen_without_running_it()
    {
        await using var session = await UsersAsync();
        var before = session.RequestCount;

        var command = session.Query<User>().Where(x => x.UserName == "bill").ToCommand();

        command.CommandText.ShouldContain("d.data ->> 'UserName' = :p0");
        command.Parameters[0].Value.ShouldBe("bill");
        session.RequestCount.ShouldBe(before);
    }

    [Fact]
    public async Task The_plan_of_a_query_is_asked_of_the_server()
    {
        await using var session = await UsersAsync();

        var plan = await session.Query<User>().Where(x => x.Age > 10).OrderBy(x => x.UserName).ExplainAsync();

        plan.NodeType.ShouldBe("Sort");
        plan.TotalCost.ShouldNotBeNull();
        plan.Plans.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Documents_are_read_one_by_one_as_they_come()
    {
        await using var session = await UsersAsync();
        var names = new List<string>();

        await foreach (var user in session.Query<User>().Where(x => x.Age > 10).OrderBy(x => x.UserName).ToAsyncEnumerable())
        {
            names.Add(user.UserName);
            if (names.Count == 2) break;
        }

        names.ShouldBe(["bill", "jeremy"]);
    }
}
