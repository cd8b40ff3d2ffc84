using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq.MatchesSql;
using Weasel.Postgresql.SqlGeneration;

namespace MartenFacts.Documentation;

/// <summary>The page "Using SQL with Linq": MatchesSql, MatchesJsonPath, OrderBySql and ExplicitSql.</summary>
public class SqlInLinqPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task MatchesSql_is_combined_with_other_conditions()
    {
        await using var session = await UsersAsync();

        (await NamesAsync(session.Query<User>().Where(x => x.MatchesSql("data ->> 'FirstName' = ?", "Jeremy")))).ShouldBe(["jeremy"]);
        (await NamesAsync(session.Query<User>().Where(x => x.LastName == "Miller" && x.MatchesSql("CAST(d.data ->> 'Age' as integer) < ?", 20)))).ShouldBe(["max"]);
        (await NamesAsync(session.Query<User>().Where(x => x.MatchesSql('^', "d.data -> 'Roles' ? ^", "editor")))).ShouldBe(["lindsey"]);
    }

    [Fact]
    public async Task MatchesSql_takes_a_fragment_that_writes_the_condition()
    {
        await using var session = await UsersAsync();
        foreach (var name in new[] { "Jeremy", "Max", "' or true --" })
        {
            var expected = name[0] == '\'' ? [] : new[] { name.ToLowerInvariant() };
            var fragment = new WhereFragment("d.data ->> 'FirstName' = ?", name);

            (await NamesAsync(session.Query<User>().Where(x => x.LastName == "Miller" && x.MatchesSql(fragment) && x.Age > 0))).ShouldBe(expected);
        }

        (await NamesAsync(session.Query<User>().Where(x => !x.MatchesSql(new CustomizableWhereFragment("d.data ->> 'LastName' = ^", "^", "Miller"))))).ShouldBe(["bill", "lindsey"]);
    }

    [Fact]
    public async Task MatchesSql_by_a_fragment_decides_what_is_deleted()
    {
        await using var session = await UsersAsync();

        session.DeleteWhere<User>(x => x.Age > 1 && x.MatchesSql(new WhereFragment("d.data ->> 'LastName' = ?", "Miller")));
        await session.SaveChangesAsync();

        (await NamesAsync(session.Query<User>())).ShouldBe(["bill", "lindsey"]);
    }

    [Fact]
    public async Task MatchesJsonPath_leaves_the_question_mark_to_the_path()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.MatchesJsonPath("d.data @? '$.Children[*] ? (@.Number > 5)'")))).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task ExplicitSql_is_a_value_of_a_condition_an_order_and_a_projection()
    {
        await using var session = await UsersAsync();

        (await NamesAsync(session.Query<User>().Where(x => x.ExplicitSql<int>("jsonb_array_length(d.data -> 'Roles')") == 2))).ShouldBe(["lindsey"]);
        (await session.Query<User>().OrderBy(x => x.ExplicitSql<int>("- CAST(d.data ->> 'Age' as integer)")).Select(x => x.UserName).FirstAsync()).ShouldBe("bill");
        var rows = await session.Query<User>().OrderBy(x => x.UserName).Select(x => new { x.UserName, Upper = x.ExplicitSql<string>("upper(d.data ->> 'LastName')") }).ToListAsync();
        rows.Select(r => r.Upper).ShouldBe(["SMITH", "MILLER", "JONES", "MILLER"]);
    }
}
