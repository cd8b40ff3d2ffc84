using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class UniqueTenantTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_tenant_does_not_wait_for_another()
    {
        var store = Store(o => o.Policies.AllDocumentsAreMultiTenanted());
        await using var a = store.LightweightSession("a");
        await using var b = store.LightweightSession("b");
        var one = await a.AsUniqueAsync<Tag, string>("C#");

        // a holds its lock all the while
        var other = await b.AsUniqueAsync<Tag, string>("C#");
        await b.SaveChangesAsync();
        await a.SaveChangesAsync();
        other.Id.ShouldNotBe(one.Id);
    }

    [Fact]
    public async Task One_unit_of_work_makes_the_key_once_for_each_tenant()
    {
        var store = Store(o => o.Policies.AllDocumentsAreMultiTenanted());
        for (var i = 0; i < 2; i++)
        {
            await using var session = store.LightweightSession("a");
            var a = await session.AsUniqueAsync<Tag, string>("C#");
            var b = await session.ForTenant("b").AsUniqueAsync<Tag, string>("C#");
            (await session.ForTenant("b").AsUniqueAsync<Tag, string>("c#")).ShouldBeSameAs(b);
            (await session.ForTenant("a").AsUniqueAsync<Tag, string>("c#")).ShouldBeSameAs(a);
            b.Id.ShouldNotBe(a.Id);
            await session.SaveChangesAsync();
            (await session.ForTenant("c").AsUniqueAsync<Tag, string>("C#", UniqueScope.Immediate)).Id.ShouldNotBe(a.Id);
        }

        foreach (var tenant in new[] { "a", "b", "c" })
        {
            await using var query = store.QuerySession(tenant);
            (await query.Query<Tag>().CountAsync()).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_pending_document_of_another_tenant_is_not_seen()
    {
        var store = Store(o => o.Policies.AllDocumentsAreMultiTenanted());
        await using var session = store.LightweightSession("a");
        session.ForTenant("b").Store(new Tag { Name = "C#", Slug = "c-sharp" });
        (await session.GetOrCreateAsync<Tag>(t => t.Slug == "c-sharp", () => new Tag { Name = "mine" })).Created.ShouldBeTrue();
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task A_global_index_on_a_tenanted_type_says_whose_fault_it_is()
    {
        var store = Store(o => o.Policies.AllDocumentsAreMultiTenanted());
        await using (var a = store.LightweightSession("a"))
        {
            a.Store(new CustomUser { Email = "a@b", Username = "ada" });
            await a.SaveChangesAsync();
        }

        await using var b = store.LightweightSession("b");
        var failure = await Should.ThrowAsync<DuplicateKeyException>(() => b.GetOrCreateAsync<CustomUser>(u => u.Email == "a@b", () => new CustomUser { Email = "a@b", Username = "bob" }));
        failure.Message.ShouldContain("TenancyScope.PerTenant");
    }

    [Fact]
    public async Task Stores_in_two_schemas_do_not_meet()
    {
        var one = Store(name: "one");
        var two = Store(name: "two");
        await using var a = one.LightweightSession();
        await using var b = two.LightweightSession();
        await a.AsUniqueAsync<Tag, string>("C#");
        await b.AsUniqueAsync<Tag, string>("C#");
        await b.SaveChangesAsync();
        await a.SaveChangesAsync();
        (await a.Query<Tag>().CountAsync()).ShouldBe(1);
        (await b.Query<Tag>().CountAsync()).ShouldBe(1);
    }
}
