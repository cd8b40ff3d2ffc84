using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq;

namespace MartenFacts.Documentation;

/// <summary>The page "Including Related Documents".</summary>
public class IncludePageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private static readonly Issue[] Issues =
    [
        new() { Title = "Garage Door is busted", AssigneeId = Users[0].Id, ReporterId = Users[1].Id, AssigneeName = "max", Tags = ["DIY"], Watchers = [Users[2].Id, Users[3].Id] },
        new() { Title = "Paint the house", AssigneeId = Users[0].Id, AssigneeName = "bill", Watchers = [Users[2].Id] },
        new() { Title = "Nobody's", AssigneeName = "nobody" },
    ];

    private async Task<IDocumentSession> IssuesAsync(Action<StoreOptions>? configure = null)
    {
        var session = await UsersAsync(configure);
        session.Store(Issues);
        await session.SaveChangesAsync();
        return session;
    }

    [Fact]
    public async Task A_callback_gets_the_included_document()
    {
        await using var session = await IssuesAsync();
        User? included = null;
        var before = session.RequestCount;

        var issue = await session.Query<Issue>().Include<User>(x => x.AssigneeId!, x => included = x).Where(x => x.Tags.Contains("DIY")).SingleAsync();

        included.ShouldNotBeNull().Id.ShouldBe(issue.AssigneeId!.Value);
        (session.RequestCount - before).ShouldBe(1);
    }

    [Fact]
    public async Task Documents_are_there_although_what_they_refer_to_is_not()
    {
        await using var session = await IssuesAsync();
        User? included = null;

        var issue = await session.Query<Issue>().Include<User>(x => x.AssigneeId!, x => included = x).SingleAsync(x => x.Title == "Nobody's");

        issue.AssigneeId.ShouldBeNull();
        included.ShouldBeNull();
    }

    [Fact]
    public async Task A_list_is_filled_with_each_included_document_once()
    {
        await using var session = await IssuesAsync();
        var users = new List<User>();

        var issues = await session.Query<Issue>().Include(x => x.AssigneeId!, users).ToListAsync();

        issues.Count.ShouldBe(3);
        users.Select(u => u.UserName).ShouldBe(["jeremy"]);
    }

    [Fact]
    public async Task A_dictionary_is_filled_by_the_ids()
    {
        await using var session = await IssuesAsync();
        var users = new Dictionary<Guid, User>();

        await session.Query<Issue>().Include(x => x.ReporterId!, users).ToListAsync();

        users[Users[1].Id].UserName.ShouldBe("max");
        users.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Several_includes_go_with_one_query()
    {
        await using var session = await IssuesAsync();
        User? assignee = null;
        User? reporter = null;

        await session.Query<Issue>().Include<User>(x => x.AssigneeId!, x => assignee = x).Include<User>(x => x.ReporterId!, x => reporter = x).SingleAsync(x => x.Tags.Contains("DIY"));

        assignee!.UserName.ShouldBe("jeremy");
        reporter!.UserName.ShouldBe("max");
    }

    [Fact]
    public async Task A_collection_of_ids_includes_them_all()
    {
        await using var session = await IssuesAsync();
        var watchers = new List<User>();

        await session.Query<Issue>().Include(watchers).On(x => x.Watchers).ToListAsync();

        watchers.Select(u => u.UserName).Order().ShouldBe(["bill", "lindsey"]);
    }

    [Fact]
    public async Task Included_documents_are_filtered()
    {
        await using var session = await IssuesAsync();
        var watchers = new List<User>();

        await session.Query<Issue>().Include(watchers).On(x => x.Watchers, u => u.Age > 50).ToListAsync();

        watchers.Select(u => u.UserName).ShouldBe(["bill"]);
    }

    [Fact]
    public async Task Any_member_may_be_what_documents_refer_by()
    {
        await using var session = await IssuesAsync();
        var users = new List<User>();
        var byName = new Dictionary<string, List<User>>();

        await session.Query<Issue>().Include(users).On(x => x.AssigneeName, (User u) => u.UserName).ToListAsync();
        await session.Query<Issue>().Include(byName).On(x => x.AssigneeName, (User u) => u.UserName).ToListAsync();

        users.Select(u => u.UserName).Order().ShouldBe(["bill", "max"]);
        byName["max"].Single().FirstName.ShouldBe("Max");
    }

    [Fact]
    public async Task A_compiled_query_includes_into_its_own_property()
    {
        await using var session = await IssuesAsync();
        var query = new IssuesByTitle { Title = "Garage Door is busted" };

        var issue = await session.QueryAsync(query);

        issue!.Tags.ShouldBe(["DIY"]);
        query.Included.Single().UserName.ShouldBe("jeremy");
    }

    [Fact]
    public async Task A_query_of_a_batch_includes_as_any_other()
    {
        await using var session = await IssuesAsync();
        User? assignee = null;
        var list = new List<User>();
        var byId = new Dictionary<Guid, User>();
        var watchers = new List<User>();
        var byName = new Dictionary<string, User>();
        var batch = session.CreateBatchQuery();

        var single = batch.Query<Issue>().Include<User>(x => x.AssigneeId!, x => assignee = x).Where(x => x.Tags.Contains("DIY")).Single();
        var all = batch.Query<Issue>().Include(x => x.AssigneeId!, list).Include(x => x.ReporterId!, byId).OrderBy(x => x.Title).ToList();
        var watched = batch.Query<Issue>().Include(watchers).On(x => x.Watchers, u => u.Age > 50).ToList();
        var named = batch.Query<Issue>().Include(byName).On(x => x.AssigneeName, u => u.UserName).ToList();
        var before = session.RequestCount;
        await batch.Execute();

        (session.RequestCount - before).ShouldBe(1);
        (await single)!.Title.ShouldBe("Garage Door is busted");
        (await all).Count.ShouldBe(3);
        (await watched).Count.ShouldBe(3);
        (await named).Count.ShouldBe(3);
        assignee!.UserName.ShouldBe("jeremy");
        list.Single().UserName.ShouldBe("jeremy");
        byId[Users[1].Id].UserName.ShouldBe("max");
        watchers.Single().UserName.ShouldBe("bill");
        byName.Keys.Order().ShouldBe(["bill", "max"]);
    }

    public class IssuesByTitle : ICompiledQuery<Issue>
    {
        public string Title { get; set; } = "";

        public IList<User> Included { get; } = [];

        public Expression<Func<IMartenQueryable<Issue>, Issue>> QueryIs() => q => q.Include(x => x.AssigneeId!, Included).Single(x => x.Title == Title);
    }
}
