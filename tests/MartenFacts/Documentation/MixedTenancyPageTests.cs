using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Exceptions;

namespace MartenFacts.Documentation;

/// <summary>The page "Multi-Tenanted Documents": types with and without tenants in one store.</summary>
public class MixedTenancyPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private static Target[] Some(int count) => [.. Enumerable.Range(1, count).Select(i => new Target { Number = i })];

    [Fact]
    public async Task Types_with_and_without_tenants_are_queried_in_one_session()
    {
        var store = Store(o =>
        {
            o.Schema.For<Target>().MultiTenanted();
            o.Schema.For<Issue>().MultiTenanted();
        });
        await store.BulkInsertAsync("Green", Some(10));
        await store.BulkInsertAsync("Red", Some(11));
        await store.BulkInsertAsync(Users);
        await store.BulkInsertAsync(new[] { new Issue { Title = "one" }, new Issue { Title = "two" } });

        await using (var session = store.QuerySession("Green"))
        {
            (await session.Query<Target>().CountAsync()).ShouldBe(10);
            (await session.Query<User>().CountAsync()).ShouldBe(4);
            (await session.Query<Issue>().CountAsync(x => x.TenantIsOneOf(StorageConstants.DefaultTenantId))).ShouldBe(2);
            (await session.Query<Target>().CountAsync(x => x.TenantIsOneOf("Red"))).ShouldBe(11);
        }

        await using (var session = store.QuerySession())
        {
            (await session.Query<User>().CountAsync()).ShouldBe(4);
            (await session.Query<Issue>().CountAsync()).ShouldBe(2);
            (await session.Query<Target>().CountAsync(x => x.TenantIsOneOf("Green"))).ShouldBe(10);
            (await session.Query<Target>().CountAsync(x => x.TenantIsOneOf("Red"))).ShouldBe(11);
        }
    }

    [Fact]
    public async Task One_type_has_tenants_in_a_store_without_and_the_other_way_round()
    {
        var with = Store(o =>
        {
            o.Policies.ForAllDocuments(x => x.TenancyStyle = TenancyStyle.Single);
            o.Schema.For<Target>().MultiTenanted();
        });
        var without = Store(o =>
        {
            o.DatabaseSchemaName += "_b";
            o.Policies.ForAllDocuments(x => x.TenancyStyle = TenancyStyle.Conjoined);
            o.Schema.For<Target>().SingleTenanted();
        });
        foreach (var store in new[] { with, without })
        {
            await using var session = store.LightweightSession("one");
            session.Store(Targets);
            await session.SaveChangesAsync();
        }

        await using var other = with.QuerySession("two");
        await using var shared = without.QuerySession("two");
        (await other.Query<Target>().CountAsync()).ShouldBe(0);
        (await shared.Query<Target>().CountAsync()).ShouldBe(4);
        await ExecuteAsync($"drop schema {Schema}_b cascade");
    }

    [Fact]
    public async Task A_store_may_refuse_sessions_that_name_no_tenant()
    {
        var store = Store(o =>
        {
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Advanced.DefaultTenantUsageEnabled = false;
        });

        Should.Throw<DefaultTenantUsageDisabledException>(() => store.LightweightSession());
        await using var session = store.LightweightSession("one");
        (await session.Query<Target>().CountAsync()).ShouldBe(0);
    }
}
