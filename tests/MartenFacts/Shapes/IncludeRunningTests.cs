using System.Linq.Expressions;
using System.Text.Json;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq;

namespace MartenFacts.Shapes;

/// <summary>Includes in queries that run by other means than a list.</summary>
public class IncludeRunningTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private readonly Person _ann = new() { Id = Guid.NewGuid(), Name = "Ann" };
    private readonly Person _bob = new() { Id = Guid.NewGuid(), Name = "Bob" };

    private async Task<DocumentStore> FilledAsync()
    {
        var store = Store();
        await SaveAsync(store, _ann, _bob);
        await SaveAsync(store,
            new Issue { Title = "a", Points = 1, AssigneeId = _ann.Id, ReporterId = _bob.Id },
            new Issue { Title = "b", Points = 2, AssigneeId = _ann.Id, ReporterId = _bob.Id },
            new Issue { Title = "c", Points = 3, ReporterId = _ann.Id });
        return store;
    }

    [Fact]
    public async Task Each_instance_of_a_compiled_query_fills_its_own_targets_and_statistics()
    {
        var store = await FilledAsync();
        await using var session = store.QuerySession();
        IssuesFrom first = new() { Least = 1 }, second = new() { Least = 3 };

        var some = (await session.QueryAsync(first))!.ToArray();
        var one = (await session.QueryAsync(second))!.ToArray();

        some.Select(i => i.Title).ShouldBe(["a", "b"]);
        first.Assignees.Select(p => p.Name).ShouldBe(["Ann"]);
        first.Reporters.Keys.ShouldBe([_bob.Id]);
        first.Statistics.TotalResults.ShouldBe(3);
        one.Single().Title.ShouldBe("c");
        second.Assignees.ShouldBeEmpty();
        second.Reporters.Keys.ShouldBe([_ann.Id]);
        second.Statistics.TotalResults.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_of_compiled_queries_with_includes_is_one_round_trip()
    {
        var store = await FilledAsync();
        await using var session = store.QuerySession();
        IssuesFrom first = new() { Least = 1 }, second = new() { Least = 2 };
        var requests = session.RequestCount;
        var batch = session.CreateBatchQuery();
        var some = batch.Query(first);
        var others = batch.Query(second);
        await batch.Execute();

        (session.RequestCount - requests).ShouldBe(1);
        (await some)!.Count().ShouldBe(2);
        (await others)!.Count().ShouldBe(2);
        second.Assignees.Single().Name.ShouldBe("Ann");
        second.Reporters.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Streamed_json_is_of_the_query_alone_and_the_included_are_delivered()
    {
        var store = await FilledAsync();
        await using var session = store.QuerySession();
        var people = new List<Person>();
        using var stream = new MemoryStream();

        (await session.Query<Issue>().Include(people).On(x => x.ReporterId).Where(x => x.Points < 3).OrderBy(x => x.Title).StreamJsonArray(stream)).ShouldBe(2);

        using var json = JsonDocument.Parse(stream.ToArray());
        json.RootElement.EnumerateArray().Select(i => i.GetProperty("Title").GetString()).ShouldBe(["a", "b"]);
        people.Single().Name.ShouldBe("Bob");
        people.Clear();
        (await session.Query<Issue>().Include(people).On(x => x.ReporterId).OrderBy(x => x.Title).ToJsonFirst()).ShouldContain("\"a\"");
        people.Single().Name.ShouldBe("Bob");
    }

    public class IssuesFrom : ICompiledListQuery<Issue>
    {
        public int Least { get; set; }

        public List<Person> Assignees { get; } = [];

        public Dictionary<Guid, Person> Reporters { get; } = [];

        public QueryStatistics Statistics { get; } = new();

        public Expression<Func<IMartenQueryable<Issue>, IEnumerable<Issue>>> QueryIs() => q => q
            .Include(Assignees).On(x => x.AssigneeId!)
            .Include(Reporters).On(x => x.ReporterId)
            .Where(x => x.Points >= Least).OrderBy(x => x.Title).Take(2);
    }
}
