using AdvancedAlchemy.Marten.Testing;

namespace MartenFacts.Documentation;

/// <summary>The page "Querying with PostgreSQL SQL": parameters and the rules of statements.</summary>
public class SqlParametersPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Parameters_have_names_in_an_object_or_in_a_dictionary()
    {
        await using var session = await UsersAsync();
        const string sql = "where data ->> 'FirstName' = @First or data ->> 'LastName' = @Last";
        var dictionary = new Dictionary<string, object> { ["First"] = "Bill", ["Last"] = "Jones" };

        (await session.QueryAsync<User>(sql, new { First = "Jeremy", Last = "Jones" })).Select(u => u.UserName).Order().ShouldBe(["jeremy", "lindsey"]);
        (await session.QueryAsync<User>(sql, dictionary)).Select(u => u.UserName).Order().ShouldBe(["bill", "lindsey"]);
    }

    [Fact]
    public async Task The_word_where_may_be_left_out_and_order_may_be_asked_for()
    {
        await using var session = await UsersAsync();

        (await session.QueryAsync<User>("data ->> 'LastName' = ?", "Jones")).Single().UserName.ShouldBe("lindsey");
        (await session.QueryAsync<User>("order by data ->> 'UserName'")).Select(u => u.UserName).ShouldBe(["bill", "jeremy", "lindsey", "max"]);
        (await session.QueryAsync<User>("where data ->> 'LastName' = ? order by data ->> 'UserName' desc", "Miller")).Select(u => u.UserName).ShouldBe(["max", "jeremy"]);
    }

    [Fact]
    public async Task Values_of_the_JSON_are_cast_to_their_type()
    {
        await using var session = await TargetsAsync();

        (await session.QueryAsync<DateTimeOffset>($"SELECT (data ->> 'When')::timestamptz from {Schema}.mt_doc_target order by 1"))[0].ShouldBe(Targets[0].When);
        (await session.QueryAsync<Guid>($"select id from {Schema}.mt_doc_target where data ->> 'Number' = '5'")).Single().ShouldBe(Targets[2].Id);
        (await session.QueryAsync<Inner>($"select data -> 'Inner' from {Schema}.mt_doc_target where data ->> 'Number' = '2'")).Single().String.ShouldBe("two");
    }

    [Fact]
    public async Task Commands_of_ones_own_are_part_of_the_save()
    {
        var store = Store();
        await SaveAsync(store, new Target { Number = 1 });
        await ExecuteAsync($"create table {Schema}.names (name text, raw jsonb)");
        await using var session = store.LightweightSession();

        session.QueueSqlCommand($"insert into {Schema}.names (name) values ('Jeremy')");
        session.Store(new Target { Number = 2 });
        session.QueueSqlCommand($"insert into {Schema}.names (raw) values (?::jsonb)", "{ \"answer\": 42 }");
        session.QueueSqlCommand($"insert into {Schema}.names (name) values (@newName)", new { newName = "Hawx" });
        await session.SaveChangesAsync();

        (await ScalarAsync<string>($"select string_agg(coalesce(name, raw ->> 'answer'), ',' order by name) from {Schema}.names")).ShouldBe("Hawx,Jeremy,42");
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_doc_target")).ShouldBe(2);
    }
}
