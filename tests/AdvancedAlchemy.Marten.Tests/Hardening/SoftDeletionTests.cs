using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Hardening;

/// <summary>Soft-deleted documents beside revisions and links.</summary>
public class SoftDeletionTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static async Task<long> StoredAsync(IDocumentStore store)
    {
        await using var session = store.LightweightSession();
        Post post = new() { Title = "first" };
        session.Store(post);
        await session.SaveChangesAsync();
        return post.Id;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stale_write_does_not_bring_back_what_somebody_has_soft_deleted(bool isChecked)
    {
        var store = Store(o => o.Schema.For<Post>().SoftDeleted(), name: $"{nameof(A_stale_write_does_not_bring_back_what_somebody_has_soft_deleted)}{isChecked}");
        var id = await StoredAsync(store);
        await using var stale = store.LightweightSession();
        var mine = (await stale.LoadAsync<Post>(id))!;
        await using (var other = store.LightweightSession())
        {
            if (isChecked) other.DeleteChecked((await other.LoadAsync<Post>(id))!);
            else other.Delete<Post>(id);
            await other.SaveChangesAsync();
        }

        mine.Title = "mine";
        stale.Store(mine);
        await Should.ThrowAsync<StaleDocumentException>(() => stale.SaveChangesAsync());

        await using var query = store.QuerySession();
        (await query.Query<Post>().CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_has_soft_deleted_a_document_may_store_it_again(bool isChecked)
    {
        var store = Store(o => o.Schema.For<Post>().SoftDeleted(), name: $"{nameof(Who_has_soft_deleted_a_document_may_store_it_again)}{isChecked}");
        var id = await StoredAsync(store);
        await using var session = store.LightweightSession();
        var post = (await session.LoadAsync<Post>(id))!;
        if (isChecked) session.DeleteChecked(post);
        else session.Delete(post);
        await session.SaveChangesAsync();
        session.Store(post);
        await session.SaveChangesAsync();
        (await session.Query<Post>().CountAsync()).ShouldBe(1);
        post.Version.ShouldBe((await session.LoadAsync<Post>(id))!.Version);
    }

    [Fact]
    public async Task A_soft_deleted_document_that_is_loaded_may_be_stored_again()
    {
        var store = Store(o => o.Schema.For<Post>().SoftDeleted());
        var id = await StoredAsync(store);
        await using var session = store.LightweightSession();
        session.Delete<Post>(id);
        await session.SaveChangesAsync();
        session.Store((await session.LoadAsync<Post>(id))!);
        await session.SaveChangesAsync();
        (await session.Query<Post>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Linked_documents_that_are_soft_deleted_are_not_loaded()
    {
        var store = Store(o =>
        {
            o.Schema.For<Tag>().SoftDeleted();
            o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds);
        });
        await using var session = store.LightweightSession();
        Tag[] tags = [new() { Name = "one" }, new() { Name = "two" }];
        session.Store(tags);
        Post post = new() { TagIds = [.. tags.Select(t => t.Id)] };
        session.Store(post);
        await session.SaveChangesAsync();
        session.Delete(tags[0]);
        await session.SaveChangesAsync();

        var linked = await session.LoadLinkedAsync<Post, Tag>([post], p => p.TagIds);
        linked[post].Select(t => t.Name).ShouldBe(["two"]);
    }
}
