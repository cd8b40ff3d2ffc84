using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;

namespace MartenFacts.Shapes;

public class JoinTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private static readonly Guid Ann = Guid.NewGuid();
    private static readonly Guid Bob = Guid.NewGuid();

    private async Task<DocumentStore> FilledAsync(Action<StoreOptions>? configure = null)
    {
        var store = Store(configure);
        await SaveAsync(store, new Person { Id = Ann, Name = "Ann", City = "Rome", Age = 30 }, new Person { Id = Bob, Name = "Bob", City = "Oslo", Age = 40 });
        await SaveAsync(
            store,
            new Issue { Title = "a", Points = 1, ReporterId = Ann, AssigneeName = "Ann" },
            new Issue { Title = "b", Points = 2, ReporterId = Ann, AssigneeName = "Ann" },
            new Issue { Title = "c", Points = 3, ReporterId = Guid.NewGuid() });
        return store;
    }

    [Fact]
    public async Task Join_pairs_documents_with_equal_members()
    {
        await using var session = (await FilledAsync()).QuerySession();

        var rows = await session.Query<Issue>().Join(session.Query<Person>(), i => i.ReporterId, p => p.Id, (i, p) => new { i.Title, p.Name })
            .OrderBy(r => r.Title).ToListAsync();
        var composite = await session.Query<Issue>().Join(
            session.Query<Person>(), i => new { Id = i.ReporterId, Name = i.AssigneeName }, p => new { p.Id, Name = (string?)p.Name }, (i, p) => i.Points).SumAsync(n => n);

        rows.ShouldBe([new { Title = "a", Name = "Ann" }, new { Title = "b", Name = "Ann" }]);
        composite.ShouldBe(3);
        session.RequestCount.ShouldBe(2);
    }

    [Fact]
    public async Task Join_takes_operators_on_both_sides_and_after_it()
    {
        await using var session = (await FilledAsync()).QuerySession();
        var city = "Rome";
        var query =
            from issue in session.Query<Issue>().Where(i => i.Points < 3)
            join person in session.Query<Person>().Where(p => p.City == city) on issue.ReporterId equals person.Id
            where person.Age > 20 && issue.Title != "z"
            orderby issue.Points descending
            select new { issue.Title, person.City, Text = person.Name + issue.Points };

        (await query.ToListAsync()).Select(r => r.Text).ShouldBe(["Ann2", "Ann1"]);
        (await query.CountAsync()).ShouldBe(2);
        (await query.Take(1).ToListAsync()).Single().Title.ShouldBe("b");
        city = "Oslo";
        (await query.AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Join_can_give_whole_documents()
    {
        var store = await FilledAsync();
        await using var session = store.IdentitySession();
        var ann = await session.LoadAsync<Person>(Ann);

        var rows = await session.Query<Issue>().Join(session.Query<Person>(), i => i.ReporterId, p => p.Id, (i, p) => new { Issue = i, Person = p })
            .OrderBy(r => r.Issue.Title).ToListAsync();
        var people = await session.Query<Issue>().Join(session.Query<Person>(), i => i.ReporterId, p => p.Id, (i, p) => p).ToListAsync();

        rows.Select(r => r.Issue.Title).ShouldBe(["a", "b"]);
        rows.ShouldAllBe(r => ReferenceEquals(r.Person, ann));
        people.Count.ShouldBe(2);
    }

    [Fact]
    public async Task GroupJoin_with_DefaultIfEmpty_keeps_documents_without_a_partner()
    {
        await using var session = (await FilledAsync()).QuerySession();
        var left =
            from issue in session.Query<Issue>()
            join person in session.Query<Person>() on issue.ReporterId equals person.Id into people
            from person in people.DefaultIfEmpty()
            orderby issue.Title
            select new { issue.Title, Name = (string?)person.Name, Known = person != null };
        var inner = session.Query<Issue>().GroupJoin(session.Query<Person>(), i => i.ReporterId, p => p.Id, (i, people) => new { i, people })
            .SelectMany(x => x.people, (x, p) => new { x.i.Title, p.Name });
        var method = session.Query<Issue>().GroupJoin(session.Query<Person>(), i => i.ReporterId, p => p.Id, (i, people) => new { i, people })
            .SelectMany(x => x.people.DefaultIfEmpty(), (x, p) => new { x.i.Title, p }).Where(r => r.p == null).Select(r => r.Title);

        (await left.ToListAsync()).Select(r => (r.Title, r.Name, r.Known)).ShouldBe([("a", (string)"Ann", true), ("b", "Ann", true), ("c", null!, false)]);
        (await inner.CountAsync()).ShouldBe(2);
        (await method.ToListAsync()).ShouldBe(["c"]);
    }

    [Fact]
    public async Task Join_applies_the_default_filters_of_both_types()
    {
        var store = Store(o =>
        {
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Schema.For<Person>().SoftDeleted();
            o.Schema.For<Issue>().SoftDeleted();
        });
        foreach (var tenant in new[] { "one", "two" })
        {
            await using var writer = store.LightweightSession(tenant);
            writer.Store(new Person { Id = Ann, Name = tenant }, new Person { Id = Bob, Name = "gone" });
            writer.Store(new Issue { Title = tenant + " a", ReporterId = Ann }, new Issue { Title = tenant + " b", ReporterId = Bob }, new Issue { Title = tenant + " c", Points = 9, ReporterId = Ann });
            await writer.SaveChangesAsync();
            writer.Delete<Person>(Bob);
            writer.DeleteWhere<Issue>(i => i.Points == 9);
            await writer.SaveChangesAsync();
        }

        await using var session = store.QuerySession("two");
        var rows = await session.Query<Issue>().Join(session.Query<Person>(), i => i.ReporterId, p => p.Id, (i, p) => new { i.Title, p.Name }).ToListAsync();

        rows.ShouldBe([new { Title = "two a", Name = "two" }]);
    }

    [Fact]
    public async Task Join_with_a_type_that_was_never_stored_finds_nothing()
    {
        var store = Store();
        await SaveAsync(store, new Issue { Title = "a" });
        await using var session = store.QuerySession();

        (await session.Query<Issue>().Join(session.Query<Person>(), i => i.ReporterId, p => p.Id, (i, p) => i.Title).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task GroupJoin_without_SelectMany_is_refused()
    {
        await using var session = (await FilledAsync()).QuerySession();

        var exception = await Should.ThrowAsync<BadLinqExpressionException>(() =>
            session.Query<Issue>().GroupJoin(session.Query<Person>(), i => i.ReporterId, p => p.Id, (i, people) => new { i.Title, people }).ToListAsync());

        exception.Message.ShouldContain("GroupJoin");
    }
}
