using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;

namespace MartenFacts.Documentation;

/// <summary>The page "Document Hierarchies".</summary>
public class HierarchyPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private async Task<IDocumentSession> HierarchyAsync()
    {
        var session = await UsersAsync(o => o.Schema.For<User>().AddSubClass<SuperUser>().AddSubClass<AdminUser>());
        session.Store(new SuperUser { UserName = "super", Role = "boss" });
        session.Store(new AdminUser { UserName = "admin", Region = "north" });
        await session.SaveChangesAsync();
        return session;
    }

    [Fact]
    public async Task A_query_of_the_base_class_finds_documents_of_all_classes()
    {
        await using var session = await HierarchyAsync();

        (await session.Query<User>().CountAsync()).ShouldBe(6);
        (await session.Query<User>().SingleAsync(x => x.UserName == "admin")).ShouldBeOfType<AdminUser>().Region.ShouldBe("north");
    }

    [Fact]
    public async Task A_query_of_a_subclass_finds_only_its_own_documents()
    {
        await using var session = await HierarchyAsync();

        (await session.Query<AdminUser>().Where(x => x.Region == "north").SingleAsync()).UserName.ShouldBe("admin");
        (await session.Query<SuperUser>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task WhereSub_is_a_condition_on_members_of_a_subclass_among_documents_of_the_base_class()
    {
        await using var session = await HierarchyAsync();
        foreach (var region in new[] { "north", "south" })
        {
            var found = await session.Query<User>().WhereSub<AdminUser>(x => x.Region == region).ToListAsync();
            found.Select(u => u.UserName).ShouldBe(region == "north" ? ["admin"] : []);
        }

        (await session.Query<User>().WhereSub<SuperUser>(x => x.Role.StartsWith("b")).Where(x => x.UserName == "super").CountAsync()).ShouldBe(1);
        (await session.Query<User>().WhereSub<SuperUser>(x => x.Role == null).CountAsync()).ShouldBe(5);
    }

    [Fact]
    public async Task WhereSub_finds_members_by_their_names_in_the_JSON()
    {
        var store = Store(o =>
        {
            o.UseSystemTextJsonForSerialization(casing: Weasel.Core.Casing.CamelCase);
            o.Schema.For<User>().AddSubClass<AdminUser>();
        });
        await SaveAsync<User>(store, new AdminUser { UserName = "admin", Region = "north" });
        await using var session = store.QuerySession();

        (await session.Query<User>().WhereSub<AdminUser>(x => x.Region == "north" && x.UserName == "admin").CountAsync()).ShouldBe(1);
        await Should.ThrowAsync<BadLinqExpressionException>(
            () => ((Marten.Linq.IMartenQueryable<User>)session.Query<User>().Select(x => x)).WhereSub<AdminUser>(x => x.Region == "north").ToListAsync());
    }
}
