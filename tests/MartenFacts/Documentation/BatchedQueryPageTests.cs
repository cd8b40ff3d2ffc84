using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq;

namespace MartenFacts.Documentation;

/// <summary>The page "Batched Queries".</summary>
public class BatchedQueryPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Loads_and_queries_are_answered_in_one_round_trip()
    {
        await using var session = await UsersAsync();
        var before = session.RequestCount;
        var batch = session.CreateBatchQuery();

        var loaded = batch.Load<User>(Users[0].Id);
        var many = batch.LoadMany<User>().ById(Users[0].Id, Users[1].Id);
        var millers = batch.Query<User>().Where(x => x.LastName == "Miller").OrderBy(x => x.UserName).ToList();
        var any = batch.Query<User>().Any(x => x.Internal);
        var count = batch.Query<User>().Count(x => x.Internal);
        var names = batch.Query<User>().OrderBy(x => x.UserName).Select(x => new { x.UserName }).ToList();
        var first = batch.Query<User>().OrderBy(x => x.UserName).First();
        var single = batch.Query<User>().Where(x => x.UserName == "bill").Single();
        var sql = batch.Query<User>("where data ->> 'LastName' = ?", "Jones");
        var compiled = batch.Query(new UserByName { UserName = "max" });
        var oldest = batch.Query<User>().Max(x => x.Age);
        await batch.Execute();

        (session.RequestCount - before).ShouldBe(1);
        (await loaded)!.UserName.ShouldBe("jeremy");
        (await many).Count.ShouldBe(2);
        (await millers).Select(u => u.UserName).ShouldBe(["jeremy", "max"]);
        (await any).ShouldBeTrue();
        (await count).ShouldBe(1);
        (await names).Select(n => n.UserName).ShouldBe(["bill", "jeremy", "lindsey", "max"]);
        (await first)!.UserName.ShouldBe("bill");
        (await single)!.UserName.ShouldBe("bill");
        (await sql).Single().UserName.ShouldBe("lindsey");
        (await compiled)!.Age.ShouldBe(8);
        (await oldest).ShouldBe(60);
    }

    [Fact]
    public async Task Orders_are_named_by_text_in_a_batch_as_well()
    {
        await using var session = await UsersAsync();
        var batch = session.CreateBatchQuery();

        var one = batch.Query<User>().OrderBy("Age").First();
        var two = batch.Query<User>().OrderByDescending("Age").First();
        var three = batch.Query<User>().OrderBy("LastName").ThenByDescending("UserName").ToList();
        var four = batch.Query<User>().OrderBy("LastName").ThenBy("UserName").ToList();
        var five = batch.Query<User>().OrderBy("LastName DESC", "UserName").ToList();
        await batch.Execute();

        (await one)!.UserName.ShouldBe("max");
        (await two)!.UserName.ShouldBe("bill");
        (await three).Select(u => u.UserName).ShouldBe(["lindsey", "max", "jeremy", "bill"]);
        (await four).Select(u => u.UserName).ShouldBe(["lindsey", "jeremy", "max", "bill"]);
        (await five).Select(u => u.UserName).ShouldBe(["bill", "jeremy", "max", "lindsey"]);
    }

    [Fact]
    public async Task A_property_that_the_documents_do_not_have_is_an_error()
    {
        await using var session = await UsersAsync();
        var batch = session.CreateBatchQuery();

        Should.Throw<ArgumentException>(() => batch.Query<User>().OrderBy("Nope")).Message.ShouldStartWith("Order by property Nope not found in type User");
    }

    public class UserByName : ICompiledQuery<User>
    {
        public string UserName { get; set; } = "";

        public Expression<Func<IMartenQueryable<User>, User>> QueryIs() => q => q.Single(x => x.UserName == UserName);
    }
}
