using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Events.CodeGeneration;
using Marten.Linq;
using Marten.Services.BatchQuerying;

namespace MartenFacts.Documentation;

/// <summary>The page "Compiled Queries and Query Plans": planning, includes, and the forms that classes may have.</summary>
public class CompiledQueryFormsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private async Task<IDocumentSession> IssuesAsync()
    {
        var session = await UsersAsync();
        session.Store(
            new Issue { Title = "one", AssigneeId = Users[0].Id },
            new Issue { Title = "two", AssigneeId = Users[1].Id },
            new Issue { Title = "three", AssigneeId = Users[1].Id });
        await session.SaveChangesAsync();
        return session;
    }

    [Fact]
    public async Task A_query_that_calculates_its_page_says_how_to_plan_it()
    {
        await using var session = await UsersAsync();
        foreach (var (page, expected) in new[] { (1, new[] { "bill", "jeremy" }), (2, ["lindsey", "max"]), (3, []), (2, ["lindsey", "max"]) })
        {
            var query = new PageOfUsers { Page = page, PageSize = 2, YoungerThan = 100 };

            (await session.QueryAsync(query))!.Select(u => u.UserName).ShouldBe(expected);
            query.Statistics.TotalResults.ShouldBe(expected.Length == 0 ? 0 : 4);
        }
    }

    [Fact]
    public async Task A_query_with_a_constructor_pages_by_its_arguments()
    {
        await using var session = await UsersAsync();
        var query = new UsersPage(1, 2);

        (await session.QueryAsync(query))!.Select(u => u.UserName).ShouldBe(["jeremy", "lindsey"]);
        query.Stats.TotalResults.ShouldBe(4);
        (await session.QueryAsync(new UsersPage(3, 2)))!.Select(u => u.UserName).ShouldBe(["max"]);
    }

    [Fact]
    public async Task Included_documents_come_into_a_list_of_the_query()
    {
        await using var session = await IssuesAsync();
        for (var run = 0; run < 2; run++)
        {
            var query = new IssuesWithUsers();

            (await session.QueryAsync(query))!.Count().ShouldBe(3);
            query.Users.Select(u => u.UserName).Order().ShouldBe(["jeremy", "max"]);
        }
    }

    [Fact]
    public async Task Included_documents_come_into_a_dictionary_of_the_query()
    {
        await using var session = await IssuesAsync();
        var query = new IssuesWithUsersById();

        (await session.QueryAsync(query))!.Count().ShouldBe(3);
        query.UsersById.Keys.Order().ShouldBe(new[] { Users[0].Id, Users[1].Id }.Order());
    }

    [Fact]
    public async Task A_query_may_implement_its_interface_explicitly()
    {
        await using var session = await UsersAsync();

        (await session.QueryAsync(new UsersInOrder { LastName = "Miller" }))!.Select(u => u.UserName).ShouldBe(["jeremy", "max"]);
        (await session.ToJsonMany(new UsersInOrder { LastName = "Miller" })).ShouldStartWith("[{");
    }

    [Fact]
    public async Task A_query_may_ask_whether_there_is_anything()
    {
        await using var session = await UsersAsync();

        (await session.QueryAsync(new AnyUser { LastName = "Miller" })).ShouldBeTrue();
        (await session.QueryAsync(new AnyUser { LastName = "Nobody" })).ShouldBeFalse();
    }

    [Fact]
    public async Task A_plan_may_ask_for_anything_alone_or_in_a_batch()
    {
        await using var session = await UsersAsync();
        var plan = new UsersNamed("Miller");
        var batch = session.CreateBatchQuery();

        (await session.QueryByPlanAsync(plan))!.Select(u => u.UserName).ShouldBe(["jeremy", "max"]);
        var later = batch.QueryByPlan(plan);
        await batch.Execute();

        (await later)!.Count.ShouldBe(2);
    }

    public class PageOfUsers : ICompiledListQuery<User>, IQueryPlanning
    {
        public int PageSize { get; set; } = 20;

        [MartenIgnore]
        public int Page { private get; set; } = 1;

        public int SkipCount => (Page - 1) * PageSize;

        public int YoungerThan { get; set; }

        public QueryStatistics Statistics { get; } = new();

        public Expression<Func<IMartenQueryable<User>, IEnumerable<User>>> QueryIs() => q => q.Where(x => x.Age < YoungerThan).OrderBy(x => x.UserName).Skip(SkipCount).Take(PageSize);

        public void SetUniqueValuesForQueryPlanning() => (Page, PageSize, YoungerThan) = (3, 20, 99);
    }

    public class UsersPage : ICompiledListQuery<User>
    {
        public UsersPage(int start, int pageSize) => (Start, PageSize) = (start, pageSize);

        public int Start { get; set; }

        public int PageSize { get; set; }

        public QueryStatistics Stats { get; } = new();

        public Expression<Func<IMartenQueryable<User>, IEnumerable<User>>> QueryIs() => q => q.OrderBy(x => x.UserName).Skip(Start).Take(PageSize);
    }

    public class IssuesWithUsers : ICompiledListQuery<Issue>
    {
        public List<User> Users { get; set; } = [];

        public Expression<Func<IMartenQueryable<Issue>, IEnumerable<Issue>>> QueryIs() => q => q.Include(x => x.AssigneeId!, Users);
    }

    public class IssuesWithUsersById : ICompiledListQuery<Issue>
    {
        public IDictionary<Guid, User> UsersById { get; set; } = new Dictionary<Guid, User>();

        public Expression<Func<IMartenQueryable<Issue>, IEnumerable<Issue>>> QueryIs() => q => q.Include(x => x.AssigneeId!, UsersById);
    }

    public class UsersInOrder : ICompiledListQuery<User>
    {
        public string LastName { get; set; } = "";

        Expression<Func<IMartenQueryable<User>, IEnumerable<User>>> ICompiledQuery<User, IEnumerable<User>>.QueryIs() =>
            q => q.Where(x => LastName == x.LastName).OrderBy(x => x.UserName);
    }

    public class AnyUser : ICompiledQuery<User, bool>
    {
        public string LastName { get; set; } = "";

        public Expression<Func<IMartenQueryable<User>, bool>> QueryIs() => q => q.Any(x => x.LastName == LastName);
    }

    public class UsersNamed(string name) : IQueryPlan<IReadOnlyList<User>>, IBatchQueryPlan<IReadOnlyList<User>>
    {
        public async Task<IReadOnlyList<User>?> Fetch(IQuerySession session, CancellationToken token) =>
            await session.Query<User>().Where(x => x.LastName == name).OrderBy(x => x.UserName).ToListAsync(token);

        public async Task<IReadOnlyList<User>?> Fetch(IBatchedQuery query) => await query.Query<User>().Where(x => x.LastName == name).OrderBy(x => x.UserName).ToList();
    }
}
