using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using Marten.Linq;

namespace MartenFacts.Documentation;

/// <summary>The page "Batched Queries": the operators that end a query, and compiled queries.</summary>
public class BatchedQueryOperatorsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Documents_with_text_as_id_are_loaded()
    {
        var store = Store();
        await SaveAsync(store, new Account { Id = "one" }, new Account { Id = "two" }, new Account { Id = "three" });
        await using var session = store.QuerySession();
        var batch = session.CreateBatchQuery();

        var one = batch.Load<Account>("one");
        var none = batch.Load<Account>("nobody");
        var many = batch.LoadMany<Account>().ById("two", "three", "nobody");
        var list = batch.LoadMany<Account>().ByIdList(new List<string> { "one", "two" });
        await batch.Execute();

        (await one)!.Id.ShouldBe("one");
        (await none).ShouldBeNull();
        (await many).Select(a => a.Id).Order().ShouldBe(["three", "two"]);
        (await list).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Element_operators_have_a_condition()
    {
        await using var session = await UsersAsync();
        var batch = session.CreateBatchQuery();

        var first = batch.Query<User>().OrderBy(x => x.LastName).First(x => x.Internal);
        var firstOrNone = batch.Query<User>().FirstOrDefault(x => x.Age > 100);
        var anyFirst = batch.Query<User>().OrderByDescending(x => x.Age).FirstOrDefault();
        var single = batch.Query<User>().Single(x => x.FirstName == "Bill");
        var singleOrNone = batch.Query<User>().SingleOrDefault(x => x.FirstName == "Tom");
        var any = batch.Query<User>().Any(x => x.FirstName == "Bill");
        var all = batch.Query<User>().Any();
        var count = batch.Query<User>().Count(x => x.FirstName == "Jim");
        var total = batch.Query<User>().Count();
        await batch.Execute();

        (await first)!.UserName.ShouldBe("max");
        (await firstOrNone).ShouldBeNull();
        (await anyFirst)!.UserName.ShouldBe("bill");
        (await single)!.UserName.ShouldBe("bill");
        (await singleOrNone).ShouldBeNull();
        (await any).ShouldBeTrue();
        (await all).ShouldBeTrue();
        (await count).ShouldBe(0);
        (await total).ShouldBe(4);
    }

    [Fact]
    public async Task Aggregates_are_worked_out_in_the_batch()
    {
        await using var session = await UsersAsync();
        var batch = session.CreateBatchQuery();

        var youngest = batch.Query<User>().Min(x => x.Age);
        var oldest = batch.Query<User>().Max(x => x.Age);
        var sum = batch.Query<User>().Where(x => x.LastName == "Miller").Sum(x => x.Age);
        var average = batch.Query<User>().Where(x => x.LastName == "Miller").Average(x => x.Age);
        await batch.Execute();

        (await youngest).ShouldBe(8);
        (await oldest).ShouldBe(60);
        (await sum).ShouldBe(48);
        (await average).ShouldBe(24);
    }

    [Fact]
    public async Task Pages_come_with_their_statistics()
    {
        await using var session = await UsersAsync();
        var batch = session.CreateBatchQuery();

        var page = batch.Query<User>().Stats(out QueryStatistics stats).Where(x => x.Age > 10).OrderBy(x => x.Age).Skip(1).Take(1).ToList();
        var names = batch.Query<User>().OrderBy(x => x.Age).Select(x => x.UserName).First();
        await batch.Execute();

        (await page).Single().UserName.ShouldBe("jeremy");
        stats.TotalResults.ShouldBe(3);
        (await names).ShouldBe("max");
    }

    [Fact]
    public async Task Compiled_queries_of_one_kind_are_asked_several_times()
    {
        await using var session = await UsersAsync();
        var batch = session.CreateBatchQuery();
        var before = session.RequestCount;

        var jeremy = batch.Query(new FindByFirstName { FirstName = "Jeremy" });
        var max = batch.Query(new FindByFirstName { FirstName = "Max" });
        var nobody = batch.Query(new FindByFirstName { FirstName = "Nobody" });
        await batch.Execute();

        (session.RequestCount - before).ShouldBe(1);
        (await jeremy)!.Id.ShouldBe(Users[0].Id);
        (await max)!.Id.ShouldBe(Users[1].Id);
        (await nobody).ShouldBeNull();
    }

    public class Account
    {
        public string Id { get; set; } = "";
    }

    public class FindByFirstName : ICompiledQuery<User, User?>
    {
        public string FirstName { get; set; } = "";

        public Expression<Func<IMartenQueryable<User>, User?>> QueryIs() => q => q.FirstOrDefault(x => x.FirstName == FirstName);
    }
}
