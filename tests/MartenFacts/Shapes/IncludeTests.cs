using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;
using Marten.Linq;
using Marten.Linq.SoftDeletes;
using Marten.Pagination;

namespace MartenFacts.Shapes;

public class IncludeTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private readonly Person _ann = new() { Id = Guid.NewGuid(), Name = "Ann", City = "Rome", Age = 30 };
    private readonly Person _bob = new() { Id = Guid.NewGuid(), Name = "Bob", City = "Oslo", Age = 40 };
    private readonly Person _cy = new() { Id = Guid.NewGuid(), Name = "Cy", City = "Rome", Age = 50 };

    private Issue[] Issues() =>
    [
        new() { Id = new Guid(1, 0, 0, new byte[8]), Title = "a", Points = 1, AssigneeId = _ann.Id, ReporterId = _bob.Id, AssigneeName = "Ann", WatcherIds = [_ann.Id, _cy.Id] },
        new() { Id = new Guid(2, 0, 0, new byte[8]), Title = "b", Points = 2, AssigneeId = _ann.Id, ReporterId = _cy.Id, AssigneeName = "Bob", VoterIds = [_bob.Id] },
        new() { Id = new Guid(3, 0, 0, new byte[8]), Title = "c", Points = 3, AssigneeId = null, ReporterId = _bob.Id, Comments = [new() { AuthorId = _cy.Id }] },
        new() { Id = new Guid(4, 0, 0, new byte[8]), Title = "d", Points = 4, AssigneeId = Guid.NewGuid(), ReporterId = _ann.Id, ParentId = new Guid(1, 0, 0, new byte[8]) },
    ];

    private async Task<DocumentStore> FilledAsync(Action<StoreOptions>? configure = null)
    {
        var store = Store(configure);
        await SaveAsync(store, _ann, _bob, _cy);
        await SaveAsync(store, Issues());
        return store;
    }

    [Fact]
    public async Task Include_by_callback_is_called_once_for_each_document_that_exists()
    {
        await using var session = (await FilledAsync()).QuerySession();
        var people = new List<string>();

        var issues = await session.Query<Issue>().Include<Person>(x => x.AssigneeId!, p => people.Add(p.Name)).OrderBy(x => x.Title).ToListAsync();

        issues.Select(i => i.Title).ShouldBe(["a", "b", "c", "d"]);
        people.ShouldBe(["Ann"], "null and dangling ids are skipped, duplicates come once");
        session.RequestCount.ShouldBe(1);
    }

    [Fact]
    public async Task Include_into_a_list_appends_and_into_a_dictionary_keys_by_id()
    {
        await using var session = (await FilledAsync()).QuerySession();
        var list = new List<Person> { new() };
        var dictionary = new Dictionary<Guid, Person>();

        await session.Query<Issue>().Include(x => x.ReporterId, list).ToListAsync();
        await session.Query<Issue>().Include(x => x.ReporterId, dictionary).ToListAsync();

        list.Skip(1).Select(p => p.Name).Order().ShouldBe(["Ann", "Bob", "Cy"]);
        dictionary.Keys.Order().ShouldBe(new[] { _ann.Id, _bob.Id, _cy.Id }.Order());
        dictionary[_cy.Id].Name.ShouldBe("Cy");
    }

    [Fact]
    public async Task Include_several_times_fills_each_target_in_one_round_trip()
    {
        await using var session = (await FilledAsync()).QuerySession();
        var assignees = new List<Person>();
        var reporters = new Dictionary<Guid, Person>();
        var parents = new List<Issue>();

        var issues = await session.Query<Issue>()
            .Include(x => x.AssigneeId!, assignees).Include(x => x.ReporterId, reporters).Include(x => x.ParentId!, parents)
            .OrderByDescending(x => x.Title).ToListAsync();

        issues.Select(i => i.Title).ShouldBe(["d", "c", "b", "a"]);
        assignees.ShouldHaveSingleItem().Name.ShouldBe("Ann");
        reporters.Count.ShouldBe(3);
        parents.ShouldHaveSingleItem().Title.ShouldBe("a");
        session.RequestCount.ShouldBe(1);
    }

    [Fact]
    public async Task Include_by_a_collection_of_ids_brings_what_any_element_refers_to()
    {
        await using var session = (await FilledAsync()).QuerySession();
        List<Person> watchers = [], voters = [], authors = [];

        await session.Query<Issue>().Include(x => x.WatcherIds, watchers).Include(x => x.VoterIds!, voters)
            .Include(x => x.Comments.Select(c => c.AuthorId), authors).ToListAsync();

        watchers.Select(p => p.Name).Order().ShouldBe(["Ann", "Cy"]);
        voters.ShouldHaveSingleItem().Name.ShouldBe("Bob");
        authors.ShouldHaveSingleItem().Name.ShouldBe("Cy");
    }

    [Fact]
    public async Task Include_with_a_filter_brings_only_what_it_lets_through()
    {
        await using var session = (await FilledAsync()).QuerySession();
        List<Person> old = [], young = [];
        var limit = 35;

        await session.Query<Issue>().Include(x => x.ReporterId, old, p => p.Age > limit).ToListAsync();
        await session.Query<Issue>().Include(young).On(x => x.ReporterId, p => p.Age < limit).ToListAsync();
        limit = 45;
        var oldest = new Dictionary<Guid, Person>();
        await session.Query<Issue>().Include(x => x.ReporterId, oldest, p => p.Age > limit).ToListAsync();

        old.Select(p => p.Name).Order().ShouldBe(["Bob", "Cy"]);
        young.ShouldHaveSingleItem().Name.ShouldBe("Ann");
        oldest.Values.ShouldHaveSingleItem().Name.ShouldBe("Cy");
    }

    [Fact]
    public async Task Include_on_a_member_pair_finds_documents_by_that_member()
    {
        await using var session = (await FilledAsync()).QuerySession();
        var list = new List<Person>();
        var byName = new Dictionary<string, Person>();
        var filtered = new List<Person>();

        await session.Query<Issue>().Include(list).On(x => x.AssigneeName, p => p.Name).ToListAsync();
        await session.Query<Issue>().Include(byName).On(x => x.AssigneeName!, p => p.Name).ToListAsync();
        await session.Query<Issue>().Include(filtered).On(x => x.AssigneeName, p => p.Name, p => p.City == "Oslo").ToListAsync();

        list.Select(p => p.Name).Order().ShouldBe(["Ann", "Bob"]);
        byName["Ann"].Age.ShouldBe(30);
        filtered.ShouldHaveSingleItem().Name.ShouldBe("Bob");
    }

    [Fact]
    public async Task Include_into_a_dictionary_of_lists_groups_by_the_member()
    {
        var store = await FilledAsync();
        await using var session = store.QuerySession();
        var children = new Dictionary<Guid, List<Issue>>();
        var others = new Dictionary<Guid, IList<Issue>>();

        await session.Query<Person>().Include(children).On(p => p.Id, i => i.ReporterId).ToListAsync();
        await session.Query<Person>().Where(p => p.Name == "Bob").Include(others).On(p => p.Id, i => i.ReporterId).ToListAsync();

        children[_bob.Id].Select(i => i.Title).Order().ShouldBe(["a", "c"]);
        children.Count.ShouldBe(3);
        others.Single().Value.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Include_with_paging_brings_only_what_the_page_refers_to()
    {
        await using var session = (await FilledAsync()).QuerySession();
        var people = new List<Person>();

        var page = await session.Query<Issue>().Include(x => x.ReporterId, people).Stats(out var statistics).OrderBy(x => x.Title).Skip(1).Take(1).ToListAsync();

        page.ShouldHaveSingleItem().Title.ShouldBe("b");
        people.ShouldHaveSingleItem().Name.ShouldBe("Cy");
        statistics.TotalResults.ShouldBe(4);
        people.Clear();
        var paged = await session.Query<Issue>().Include(x => x.ReporterId, people).OrderBy(x => x.Title).ToPagedListAsync(2, 2);
        (paged.Count, paged.TotalItemCount).ShouldBe((2, 4));
        people.Select(p => p.Name).Order().ShouldBe(["Ann", "Bob"]);
    }

    [Fact]
    public async Task Include_with_operators_for_one_row_brings_what_that_row_refers_to()
    {
        await using var session = (await FilledAsync()).QuerySession();
        var people = new List<Person>();
        var query = session.Query<Issue>().Include(x => x.ReporterId, people);

        (await query.SingleAsync(x => x.Title == "b")).Points.ShouldBe(2);
        (await query.OrderByDescending(x => x.Title).FirstAsync()).Title.ShouldBe("d");
        (await query.FirstOrDefaultAsync(x => x.Title == "none")).ShouldBeNull();
        people.Select(p => p.Name).ShouldBe(["Cy", "Ann"]);
        (await Should.ThrowAsync<InvalidOperationException>(() => query.SingleAsync(x => x.Points > 1))).Message.ShouldBe("Sequence contains more than one element");
        (await query.CountAsync()).ShouldBe(4);
        (await query.AnyAsync(x => x.Title == "a")).ShouldBeTrue();
    }

    [Fact]
    public async Task Include_with_Select_brings_what_the_documents_refer_to()
    {
        await using var session = (await FilledAsync()).QuerySession();
        List<Person> before = [], after = [];

        var titles = await session.Query<Issue>().Include(x => x.ReporterId, before).Where(x => x.Points < 3).OrderBy(x => x.Title).Select(x => new { x.Title }).ToListAsync();
        await session.Query<Issue>().Select(x => new { x.Title, Who = x.AssigneeId }).Include(x => x.Who!, after).ToListAsync();

        titles.Select(t => t.Title).ShouldBe(["a", "b"]);
        before.Select(p => p.Name).Order().ShouldBe(["Bob", "Cy"]);
        after.ShouldHaveSingleItem().Name.ShouldBe("Ann");
    }

    [Fact]
    public async Task Include_streamed_row_by_row_has_delivered_before_the_first_row()
    {
        await using var session = (await FilledAsync()).QuerySession();
        var people = new List<Person>();
        var titles = new List<string>();

        await foreach (var issue in session.Query<Issue>().Include(x => x.ReporterId, people).OrderBy(x => x.Title).ToAsyncEnumerable())
        {
            people.Count.ShouldBe(3);
            titles.Add(issue.Title);
        }

        titles.ShouldBe(["a", "b", "c", "d"]);
    }

    [Fact]
    public async Task Include_in_an_identity_session_gives_the_known_instances()
    {
        var store = await FilledAsync();
        await using var session = store.IdentitySession();
        var ann = await session.LoadAsync<Person>(_ann.Id);
        var people = new List<Person>();
        var parents = new List<Issue>();

        var issues = await session.Query<Issue>().Include(x => x.AssigneeId!, people).Include(x => x.ParentId!, parents).ToListAsync();

        people.ShouldHaveSingleItem().ShouldBeSameAs(ann);
        parents.ShouldHaveSingleItem().ShouldBeSameAs(issues.Single(i => i.Title == "a"));
    }

    [Fact]
    public async Task Include_leaves_out_deleted_documents_unless_the_filter_asks_for_them()
    {
        var store = await FilledAsync(o => o.Schema.For<Person>().SoftDeleted());
        await using (var writer = store.LightweightSession())
        {
            writer.Delete<Person>(_bob.Id);
            await writer.SaveChangesAsync();
        }

        await using var session = store.QuerySession();
        List<Person> people = [], all = [];
        await session.Query<Issue>().Include(x => x.ReporterId, people).ToListAsync();
        await session.Query<Issue>().Include(x => x.ReporterId, all, p => p.MaybeDeleted()).ToListAsync();

        people.Select(p => p.Name).Order().ShouldBe(["Ann", "Cy"]);
        all.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Include_finds_only_documents_of_the_tenants_that_the_query_is_about()
    {
        var store = Store(o => o.Policies.AllDocumentsAreMultiTenanted());
        foreach (var tenant in new[] { "one", "two" })
        {
            await using var writer = store.LightweightSession(tenant);
            writer.Store(new Person { Id = _ann.Id, Name = "Ann of " + tenant });
            writer.Store(new Issue { Title = tenant, ReporterId = _ann.Id });
            await writer.SaveChangesAsync();
        }

        await using var session = store.QuerySession("one");
        List<Person> own = [], any = [];
        await session.Query<Issue>().Include(x => x.ReporterId, own).ToListAsync();
        await session.Query<Issue>().Where(x => x.AnyTenant()).Include(x => x.ReporterId, any).ToListAsync();

        own.ShouldHaveSingleItem().Name.ShouldBe("Ann of one");
        any.Select(p => p.Name).Order().ShouldBe(["Ann of one", "Ann of two"]);
    }

    [Fact]
    public async Task Include_of_a_type_that_was_never_stored_finds_nothing()
    {
        var store = Store();
        await SaveAsync(store, Issues());
        await using var session = store.QuerySession();
        var people = new List<Person>();

        (await session.Query<Issue>().Include(x => x.ReporterId, people).ToListAsync()).Count.ShouldBe(4);

        people.ShouldBeEmpty();
    }

    [Fact]
    public async Task Include_written_into_an_expression_of_a_whole_query_is_understood()
    {
        await using var session = (await FilledAsync()).QuerySession();
        List<Person> reporters = [], assignees = [], watchers = [];
        Expression<Func<IMartenQueryable<Issue>, IQueryable<Issue>>> whole = q => q
            .Include(x => x.ReporterId, reporters, p => p.Age > 35).Include(assignees).On(x => x.AssigneeName, p => p.Name).Include(x => x.WatcherIds, watchers)
            .Where(x => x.Points == 1);

        var body = new Replacement(whole.Parameters[0], session.Query<Issue>().Expression).Visit(whole.Body)!;
        (await session.Query<Issue>().Provider.CreateQuery<Issue>(body).ToListAsync()).ShouldHaveSingleItem();

        reporters.ShouldHaveSingleItem().Name.ShouldBe("Bob");
        assignees.ShouldHaveSingleItem().Name.ShouldBe("Ann");
        watchers.Count.ShouldBe(2);
    }

    private sealed class Replacement(Expression what, Expression by) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == what ? by : base.Visit(node);
    }

    [Fact]
    public async Task Include_by_an_id_of_another_type_fails_in_the_database()
    {
        await using var session = (await FilledAsync()).QuerySession();

        var exception = await Should.ThrowAsync<MartenCommandException>(() => session.Query<Issue>().Include(x => x.Title, new List<Person>()).ToListAsync());

        exception.InnerException.ShouldBeOfType<Npgsql.PostgresException>().SqlState.ShouldBe("42883");
    }
}
