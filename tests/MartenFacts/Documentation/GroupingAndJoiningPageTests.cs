using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The pages "GroupBy" and "GroupJoin".</summary>
public class GroupingAndJoiningPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private async Task<IDocumentSession> IssuesAsync()
    {
        var session = await UsersAsync();
        session.Store(
            new Issue { Title = "one", AssigneeId = Users[0].Id },
            new Issue { Title = "two", AssigneeId = Users[0].Id },
            new Issue { Title = "three", AssigneeId = Users[2].Id },
            new Issue { Title = "four" });
        await session.SaveChangesAsync();
        return session;
    }

    [Fact]
    public async Task Groups_are_counted_and_added_up()
    {
        await using var session = await UsersAsync();

        var groups = await session.Query<User>().GroupBy(x => x.LastName).Select(g => new { Name = g.Key, Count = g.Count(), Ages = g.Sum(x => x.Age), Oldest = g.Max(x => x.Age) }).ToListAsync();

        groups.OrderBy(g => g.Name).Select(g => (g.Name, g.Count, g.Ages, g.Oldest)).ShouldBe([("Jones", 1, 35, 35), ("Miller", 2, 48, 40), ("Smith", 1, 60, 60)]);
    }

    [Fact]
    public async Task Groups_have_keys_of_several_members()
    {
        await using var session = await UsersAsync();

        var groups = await session.Query<User>().GroupBy(x => new { x.LastName, x.Internal }).Select(g => new { g.Key.LastName, g.Key.Internal, Count = g.Count() }).ToListAsync();

        groups.Count.ShouldBe(4);
        groups.ShouldContain(g => g.LastName == "Miller" && g.Internal && g.Count == 1);
    }

    [Fact]
    public async Task Conditions_on_groups_come_after_the_grouping()
    {
        await using var session = await UsersAsync();

        (await session.Query<User>().GroupBy(x => x.LastName).Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync()).ShouldBe(["Miller"]);
    }

    [Fact]
    public async Task An_inner_join_pairs_documents_of_two_types()
    {
        await using var session = await IssuesAsync();

        var rows = await session.Query<Issue>()
            .Join(session.Query<User>(), i => i.AssigneeId, u => (Guid?)u.Id, (i, u) => new { i.Title, u.UserName })
            .ToListAsync();

        rows.OrderBy(r => r.Title).Select(r => (r.Title, r.UserName)).ShouldBe([("one", "jeremy"), ("three", "lindsey"), ("two", "jeremy")]);
    }

    [Fact]
    public async Task A_left_join_keeps_documents_that_have_no_partner()
    {
        await using var session = await IssuesAsync();

        var rows = await session.Query<Issue>()
            .GroupJoin(session.Query<User>(), i => i.AssigneeId, u => (Guid?)u.Id, (i, users) => new { i, users })
            .SelectMany(x => x.users.DefaultIfEmpty(), (x, u) => new { x.i.Title, u!.UserName })
            .ToListAsync();

        rows.OrderBy(r => r.Title).Select(r => (r.Title, r.UserName)).ShouldBe([("four", null!), ("one", "jeremy"), ("three", "lindsey"), ("two", "jeremy")]);
    }
}
