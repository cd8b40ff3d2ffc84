using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Tests.Slugs;

public class SlugLookupTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory]
    [InlineData(Casing.Default)]
    [InlineData(Casing.CamelCase)]
    [InlineData(Casing.SnakeCase)]
    public async Task A_document_is_found_by_its_slug_of_the_own_tenant_only(Casing casing)
    {
        var store = Store(o =>
        {
            o.UseSystemTextJsonForSerialization(casing: casing);
            o.Schema.For<Article>().MultiTenanted().SoftDeleted();
        });
        await using (var session = store.LightweightSession("one"))
        {
            session.Store(new Article { Title = "Hello, World" }, new Article { Title = "Gone" });
            await session.SaveChangesAsync();
            session.DeleteWhere<Article>(a => a.Title == "Gone");
            await session.SaveChangesAsync();
        }

        await using var one = store.QuerySession("one");
        await using var two = store.QuerySession("two");
        (await one.FindBySlugAsync<Article>("hello-world"))!.Title.ShouldBe("Hello, World");
        (await two.FindBySlugAsync<Article>("hello-world")).ShouldBeNull();
        (await one.FindBySlugAsync<Article>("gone")).ShouldBeNull();
        (await one.FindBySlugAsync<Article>("' or true --")).ShouldBeNull();
    }
}
