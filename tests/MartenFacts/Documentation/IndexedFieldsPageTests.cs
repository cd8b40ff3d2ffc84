using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The pages "Duplicated Fields" and "Calculated Indexes", as queries see them.</summary>
public class IndexedFieldsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Duplicated_fields_are_what_queries_ask_for()
    {
        await using var session = await UsersAsync(o => o.Schema.For<User>().Duplicate(x => x.LastName).Duplicate(x => x.Age, pgType: "integer"));

        (await NamesAsync(session.Query<User>().Where(x => x.LastName == "Miller" && x.Age > 10))).ShouldBe(["jeremy"]);
        session.Query<User>().Where(x => x.LastName == "Miller").ToCommand().CommandText.ShouldContain("d.last_name");
        (await session.Query<User>().OrderBy(x => x.Age).Select(x => x.Age).ToListAsync()).ShouldBe([8, 35, 40, 60]);
    }

    [Fact]
    public async Task Calculated_indexes_leave_queries_as_they_are()
    {
        await using var session = await UsersAsync(o => o.Schema.For<User>().Index(x => x.UserName).Index(x => new { x.FirstName, x.LastName }));

        (await session.Query<User>().SingleAsync(x => x.UserName == "bill")).Age.ShouldBe(60);
        (await session.Query<User>().SingleAsync(x => x.FirstName == "Max" && x.LastName == "Miller")).Age.ShouldBe(8);
        (await ScalarAsync<long>($"select count(*) from pg_indexes where schemaname = '{Schema}' and tablename = 'mt_doc_user'")).ShouldBe(3);
    }
}
