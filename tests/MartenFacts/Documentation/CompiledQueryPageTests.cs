using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq;

namespace MartenFacts.Documentation;

/// <summary>The page "Compiled Queries and Query Plans".</summary>
public class CompiledQueryPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task A_compiled_query_finds_one_document()
    {
        await using var session = await UsersAsync();

        (await session.QueryAsync(new FindUserByAllTheThings { UserName = "jeremy", FirstName = "Jeremy", LastName = "Miller" }))!.Age.ShouldBe(40);
        (await session.QueryAsync(new FindUserByAllTheThings { UserName = "max", FirstName = "Max", LastName = "Miller" }))!.Age.ShouldBe(8);
        (await session.QueryAsync(new FindUserByAllTheThings { UserName = "max", FirstName = "Max", LastName = "Jones" })).ShouldBeNull();
    }

    [Fact]
    public async Task A_compiled_query_finds_a_list_with_statistics()
    {
        await using var session = await UsersAsync();
        var query = new UsersByLastName { LastName = "Miller", PageSize = 1, Skipped = 1 };

        (await session.QueryAsync(query))!.Single().UserName.ShouldBe("max");
        query.Statistics.TotalResults.ShouldBe(2);
    }

    [Fact]
    public async Task A_compiled_query_selects_and_counts()
    {
        await using var session = await UsersAsync();

        (await session.QueryAsync(new UserNamesOf { FirstName = "L" }))!.ShouldBe(["lindsey"]);
        (await session.QueryAsync(new UserCount { LastName = "Miller" })).ShouldBe(2);
    }

    [Fact]
    public async Task A_compiled_query_gives_JSON()
    {
        await using var session = await UsersAsync();
        using var stream = new MemoryStream();

        (await session.ToJsonOne(new FindUserByAllTheThings { UserName = "max", FirstName = "Max", LastName = "Miller" }))!.ShouldContain("\"max\"");
        (await session.ToJsonMany(new UsersByLastName { LastName = "Miller" })).ShouldStartWith("[");
        (await session.StreamJsonMany(new UsersByLastName { LastName = "Miller" }, stream)).ShouldBe(2);
    }

    [Fact]
    public async Task A_query_plan_is_run_alone_and_in_a_batch()
    {
        await using var session = await UsersAsync();
        var batch = session.CreateBatchQuery();

        (await session.QueryByPlanAsync(new UsersOlderThan(39)))!.Select(u => u.UserName).ShouldBe(["bill", "jeremy"]);
        var later = batch.QueryByPlan(new UsersOlderThan(50));
        await batch.Execute();

        (await later)!.Select(u => u.UserName).ShouldBe(["bill"]);
    }

    public class FindUserByAllTheThings : ICompiledQuery<User>
    {
        public string UserName { get; set; } = "";

        public string FirstName { get; set; } = "";

        public string LastName { get; set; } = "";

        public Expression<Func<IMartenQueryable<User>, User>> QueryIs() =>
            query => query.Where(x => x.FirstName == FirstName && UserName == x.UserName).Where(x => x.LastName == LastName).SingleOrDefault()!;
    }

    public class UsersByLastName : ICompiledListQuery<User>
    {
        public string LastName { get; set; } = "";

        public int PageSize { get; set; } = 10;

        public int Skipped { get; set; }

        public QueryStatistics Statistics { get; } = new();

        public Expression<Func<IMartenQueryable<User>, IEnumerable<User>>> QueryIs() =>
            query => query.Where(x => x.LastName == LastName).OrderBy(x => x.UserName).Skip(Skipped).Take(PageSize);
    }

    public class UserNamesOf : ICompiledListQuery<User, string>
    {
        public string FirstName { get; set; } = "";

        public Expression<Func<IMartenQueryable<User>, IEnumerable<string>>> QueryIs() => query => query.Where(x => x.FirstName.StartsWith(FirstName)).Select(x => x.UserName);
    }

    public class UserCount : ICompiledQuery<User, int>
    {
        public string LastName { get; set; } = "";

        public Expression<Func<IMartenQueryable<User>, int>> QueryIs() => query => query.Count(x => x.LastName == LastName);
    }

    public class UsersOlderThan(int age) : QueryListPlan<User>
    {
        public override IQueryable<User> Query(IQuerySession session) => session.Query<User>().Where(x => x.Age > age).OrderBy(x => x.UserName);
    }
}
