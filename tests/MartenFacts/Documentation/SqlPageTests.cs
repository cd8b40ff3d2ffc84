using AdvancedAlchemy.Marten.Testing;

namespace MartenFacts.Documentation;

/// <summary>The pages "Querying Documents with Postgresql SQL" and "Advanced SQL Queries".</summary>
public class SqlPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task A_condition_in_SQL_is_enough()
    {
        await using var session = await UsersAsync();

        (await session.QueryAsync<User>("where data ->> 'FirstName' = 'Jeremy'")).Single().UserName.ShouldBe("jeremy");
        (await session.QueryAsync<User>("where data ->> 'FirstName' = ? and data ->> 'LastName' = ?", "Jeremy", "Miller")).Single().UserName.ShouldBe("jeremy");
    }

    [Fact]
    public async Task A_whole_statement_gives_documents_or_values()
    {
        await using var session = await UsersAsync();

        (await session.QueryAsync<User>($"select data from {Schema}.mt_doc_user where data ->> 'FirstName' = ?", "Max")).Single().UserName.ShouldBe("max");
        (await session.QueryAsync<int>($"select count(*) from {Schema}.mt_doc_user")).ShouldBe([4]);
    }

    [Fact]
    public async Task Another_placeholder_leaves_the_question_mark_to_operators()
    {
        await using var session = await UsersAsync();

        (await session.QueryAsync<User>('$', "where data -> 'Roles' ? $", "editor")).Single().UserName.ShouldBe("lindsey");
    }

    [Fact]
    public async Task Advanced_SQL_gives_documents_and_values_in_one_row()
    {
        await using var session = await UsersAsync();
        var schema = session.DocumentStore.Options.Schema;

        var rows = await session.AdvancedSql.QueryAsync<User, long>(
            $"select row(id, data), row(count(*) over()) from {schema.For<User>()} where data ->> 'LastName' = ? order by data ->> 'UserName' limit 1", CancellationToken.None, "Miller");

        rows.Single().Item1.UserName.ShouldBe("jeremy");
        rows.Single().Item2.ShouldBe(2);
    }

    [Fact]
    public async Task Advanced_SQL_is_read_as_a_stream()
    {
        await using var session = await UsersAsync();
        var schema = session.DocumentStore.Options.Schema;
        var names = new List<string>();

        await foreach (var name in session.AdvancedSql.StreamAsync<string>($"select data ->> 'UserName' from {schema.For<User>()} order by 1", CancellationToken.None)) names.Add(name);

        names.ShouldBe(["bill", "jeremy", "lindsey", "max"]);
    }
}
