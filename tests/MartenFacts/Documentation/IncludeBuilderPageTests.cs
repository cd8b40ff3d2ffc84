using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq;

namespace MartenFacts.Documentation;

/// <summary>The page "Including Related Documents", in the form <c>Include(...).On(...)</c>.</summary>
public class IncludeBuilderPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private async Task<IDocumentSession> IssuesAsync()
    {
        var session = await UsersAsync();
        session.Store(
            new Issue { Title = "door", AssigneeId = Users[0].Id, ReporterId = Users[1].Id, AssigneeName = "max" },
            new Issue { Title = "roof", AssigneeId = Users[2].Id, AssigneeName = "max" },
            new Issue { Title = "wall", AssigneeId = Users[2].Id, AssigneeName = "bill" });
        await session.SaveChangesAsync();
        return session;
    }

    [Fact]
    public async Task A_callback_gets_the_document_that_is_referred_to()
    {
        await using var session = await IssuesAsync();
        User? included = null;

        var issue = await session.Query<Issue>().Include<User>(x => included = x).On(x => x.AssigneeId!).SingleAsync(x => x.Title == "door");

        issue.Title.ShouldBe("door");
        included.ShouldNotBeNull().Id.ShouldBe(Users[0].Id);
    }

    [Fact]
    public async Task Several_types_of_reference_are_followed()
    {
        await using var session = await IssuesAsync();
        User? assignee = null;
        User? reporter = null;

        await session.Query<Issue>().Include<User>(x => assignee = x).On(x => x.AssigneeId!).Include<User>(x => reporter = x).On(x => x.ReporterId!).SingleAsync(x => x.Title == "door");

        (assignee!.UserName, reporter!.UserName).ShouldBe(("jeremy", "max"));
    }

    [Fact]
    public async Task A_dictionary_is_filled_by_ids()
    {
        await using var session = await IssuesAsync();
        var users = new Dictionary<Guid, User>();

        await session.Query<Issue>().Include(users).On(x => x.AssigneeId!).ToListAsync();

        users.Keys.Order().ShouldBe(new[] { Users[0].Id, Users[2].Id }.Order());
    }

    [Fact]
    public async Task Included_documents_are_filtered_by_their_members()
    {
        await using var session = await IssuesAsync();
        var list = new List<User>();
        var users = new Dictionary<Guid, User>();
        User? last = null;

        await session.Query<Issue>().Include(list).On(x => x.AssigneeId!, u => u.LastName == "Jones").ToListAsync();
        await session.Query<Issue>().Include(users).On(x => x.AssigneeId!, u => u.Age > 35).ToListAsync();
        await session.Query<Issue>().Include<User>(u => last = u).On(x => x.AssigneeId!, u => u.Age == 35).ToListAsync();

        list.Single().UserName.ShouldBe("lindsey");
        users.Values.Single().UserName.ShouldBe("jeremy");
        last!.UserName.ShouldBe("lindsey");
    }

    [Fact]
    public async Task Any_member_leads_to_one_document()
    {
        await using var session = await IssuesAsync();
        User? included = null;

        await session.Query<Issue>().Include<User>(u => included = u).On(x => x.AssigneeName!, (User u) => u.UserName).SingleAsync(x => x.Title == "wall");

        included!.UserName.ShouldBe("bill");
    }

    [Fact]
    public async Task Any_member_leads_to_many_documents()
    {
        await using var session = await IssuesAsync();
        var issues = new Dictionary<string, IList<Issue>>();

        var users = await session.Query<User>().Where(x => x.UserName == "max" || x.UserName == "bill").Include(issues).On(u => u.UserName, (Issue i) => i.AssigneeName!).ToListAsync();

        users.Count.ShouldBe(2);
        issues.Keys.Order().ShouldBe(["bill", "max"]);
        issues["max"].Select(i => i.Title).Order().ShouldBe(["door", "roof"]);
        issues["bill"].Single().Title.ShouldBe("wall");
    }

    [Fact]
    public async Task A_batch_includes_and_filters_in_any_order()
    {
        await using var session = await IssuesAsync();
        User? included = null;
        var batch = session.CreateBatchQuery();

        var found = batch.Query<Issue>().Include<User>(x => included = x).On(x => x.AssigneeId!).Where(x => x.Title == "door").Single();
        await batch.Execute();

        (await found)!.Title.ShouldBe("door");
        included!.UserName.ShouldBe("jeremy");
    }

    [Fact]
    public async Task Pages_with_statistics_include_what_their_documents_refer_to()
    {
        await using var session = await IssuesAsync();
        var users = new List<User>();

        var page = await session.Query<Issue>().Stats(out QueryStatistics stats).Include(users).On(x => x.AssigneeId!).OrderBy(x => x.Title).Take(1).ToListAsync();

        page.Single().Title.ShouldBe("door");
        stats.TotalResults.ShouldBe(3);
        users.Single().UserName.ShouldBe("jeremy");
    }
}
