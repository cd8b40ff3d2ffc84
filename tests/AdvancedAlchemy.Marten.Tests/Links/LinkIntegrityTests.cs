using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Links;

public class LinkIntegrityTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Ids_that_no_document_has_are_found_with_their_owners()
    {
        var store = Store(o =>
        {
            o.Schema.For<Tag>().SoftDeleted();
            o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds, OnDelete.Restrict);
        });
        Tag kept = new() { Name = "kept" }, gone = new() { Name = "gone" };
        await using (var session = store.LightweightSession())
        {
            session.Store(kept, gone);
            await session.SaveChangesAsync();
            session.Delete(gone);
            await session.SaveChangesAsync();
        }

        Post fine = new() { Title = "fine", TagIds = [kept.Id] }, bad = new() { Title = "bad", TagIds = [kept.Id, 999_999, gone.Id] };
        await store.BulkInsertAsync([fine, bad]);

        var dangling = await AllAsync(store);

        dangling.Select(d => d.TargetId).ShouldBe([gone.Id.ToString(), "999999"], ignoreOrder: true);
        dangling.ShouldAllBe(d => d.OwnerType == typeof(Post) && d.OwnerId == bad.Id.ToString() && d.Member == "TagIds" && d.TargetType == typeof(Tag) && d.TenantId == null);
    }

    [Fact]
    public async Task A_target_of_another_tenant_does_not_count()
    {
        var store = Store(o =>
        {
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds, OnDelete.Restrict);
        });
        Tag tag = new() { Name = "tag" };
        await using (var session = store.LightweightSession("one"))
        {
            session.Store(tag);
            await session.SaveChangesAsync();
        }

        await store.BulkInsertAsync("one", [new Post { TagIds = [tag.Id] }]);
        await store.BulkInsertAsync("two", [new Post { TagIds = [tag.Id] }]);

        (await AllAsync(store)).Single().TenantId.ShouldBe("two");
    }

    [Fact]
    public async Task A_store_whose_links_are_whole_has_none()
    {
        var store = Store(o => o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds, OnDelete.Cascade));
        (await AllAsync(store)).ShouldBeEmpty();
    }

    private static async Task<List<DanglingLink>> AllAsync(IDocumentStore store)
    {
        List<DanglingLink> found = [];
        await foreach (var link in store.FindDanglingLinksAsync()) found.Add(link);
        return found;
    }
}
