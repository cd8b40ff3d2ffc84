using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The page "Multi-Tenanted Documents".</summary>
public class TenancyPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private async Task<DocumentStore> TenantsAsync()
    {
        var store = Store(o => o.Policies.AllDocumentsAreMultiTenanted());
        foreach (var (tenant, name) in new[] { ("tenant1", "Bill"), ("tenant1", "Lindsey"), ("tenant2", "Jill"), ("tenant3", "Frank") })
        {
            await using var session = store.LightweightSession(tenant);
            session.Store(new User { UserName = name });
            await session.SaveChangesAsync();
        }

        return store;
    }

    [Fact]
    public async Task A_session_sees_the_documents_of_its_tenant()
    {
        var store = await TenantsAsync();
        await using var session = store.QuerySession("tenant1");

        (await NamesAsync(session.Query<User>())).ShouldBe(["Bill", "Lindsey"]);
        (await NamesAsync(session.ForTenant("tenant2").Query<User>())).ShouldBe(["Jill"]);
    }

    [Fact]
    public async Task AnyTenant_looks_everywhere()
    {
        var store = await TenantsAsync();
        await using var session = store.QuerySession("tenant1");

        (await NamesAsync(session.Query<User>().Where(x => x.AnyTenant()))).ShouldBe(["Bill", "Frank", "Jill", "Lindsey"]);
        (await NamesAsync(session.Query<User>().Where(x => x.AnyTenant() && x.UserName.Contains("ill")))).ShouldBe(["Bill", "Jill"]);
    }

    [Fact]
    public async Task TenantIsOneOf_looks_at_some_tenants()
    {
        var store = await TenantsAsync();
        await using var session = store.QuerySession();

        (await NamesAsync(session.Query<User>().Where(x => x.TenantIsOneOf("tenant2", "tenant3")))).ShouldBe(["Frank", "Jill"]);
        (await NamesAsync(session.Query<User>().Where(x => x.TenantIsOneOf("tenant1") && x.UserName == "Bill"))).ShouldBe(["Bill"]);
    }
}
