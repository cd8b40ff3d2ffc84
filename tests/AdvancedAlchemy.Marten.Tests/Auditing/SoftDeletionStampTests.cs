using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;
using Marten.Linq.SoftDeletes;

namespace AdvancedAlchemy.Marten.Tests.Auditing;

/// <summary>A deletion is no edit: it moves the revision, so that stale copies are refused, and leaves the stamps.</summary>
public class SoftDeletionStampTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public enum Way
    {
        Delete,
        DeleteById,
        DeleteChecked,
        DeleteWhere,
    }

    [Theory]
    [InlineData(Way.Delete)]
    [InlineData(Way.DeleteById)]
    [InlineData(Way.DeleteChecked)]
    [InlineData(Way.DeleteWhere)]
    public async Task A_soft_deletion_moves_the_revision_and_no_stamp_and_neither_does_its_undoing(Way way)
    {
        var store = Store(o => o.Schema.For<Post>().SoftDeleted(), name: $"soft{way}");
        await using var session = store.LightweightSession();
        Post post = new() { Title = "a" }, other = new() { Title = "b" };
        session.Store(post, other);
        await session.SaveChangesAsync();
        var created = Clock.GetUtcNow();
        await using var elsewhere = store.LightweightSession();
        var stale = (await elsewhere.LoadAsync<Post>(post.Id))!;

        Clock.Advance(TimeSpan.FromMinutes(1));
        if (way == Way.Delete) session.Delete(post);
        if (way == Way.DeleteById) session.Delete<Post>(post.Id);
        if (way == Way.DeleteChecked) session.DeleteChecked(post);
        if (way == Way.DeleteWhere) session.DeleteWhere<Post>(p => p.UpdatedAt < Clock.GetUtcNow() && p.Title == "a");
        await session.SaveChangesAsync();
        var deleted = await session.Query<Post>().SingleAsync(p => p.IsDeleted());
        (deleted.Id, deleted.UpdatedAt, deleted.Version).ShouldBe((post.Id, created, 2));
        (await session.LoadAsync<Post>(other.Id))!.Version.ShouldBe(1);

        elsewhere.Store(stale);
        await Should.ThrowAsync<StaleDocumentException>(() => elsewhere.SaveChangesAsync());

        session.UndoDeleteWhere<Post>(p => p.Id == post.Id);
        await session.SaveChangesAsync();
        var back = await session.Query<Post>().SingleAsync(p => p.Id == post.Id);
        (back.CreatedAt, back.UpdatedAt, back.Version).ShouldBe((created, created, 2));
        back.Title = "changed";
        session.Store(back);
        await session.SaveChangesAsync();
        (back.CreatedAt, back.UpdatedAt, back.Version).ShouldBe((created, Clock.GetUtcNow(), 3));
    }

    [Fact]
    public async Task Deletions_of_every_kind_in_one_save_count_once_each_and_the_documents_in_hand_know_it()
    {
        var store = Store(o => o.Schema.For<Post>().SoftDeleted());
        await using var session = store.LightweightSession();
        Post[] posts = [.. Enumerable.Range(0, 5).Select(i => new Post { Title = $"{i}" })];
        session.Store(posts);
        await session.SaveChangesAsync();
        session.Delete(posts[4]);
        await session.SaveChangesAsync();
        session.Delete(posts[0]);
        session.DeleteChecked(posts[1]);
        session.DeleteWhere<Post>(p => p.Title == "2");
        session.DeleteWhere<Post>(p => p.Title == "0" || p.Title == "3");
        await session.SaveChangesAsync();

        (await session.Query<Post>().CountAsync()).ShouldBe(0);
        foreach (var read in await session.Query<Post>().Where(p => p.MaybeDeleted()).ToListAsync()) read.Version.ShouldBe(2);
        (posts[0].Version, posts[1].Version).ShouldBe((2, 2));
        session.Store(posts[0], posts[1]);
        await session.SaveChangesAsync();
        (await session.Query<Post>().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_DeleteWhere_of_one_tenant_leaves_the_revisions_of_another()
    {
        var store = Store(o =>
        {
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Schema.For<Post>().SoftDeleted();
        });
        foreach (var tenant in new[] { "a", "b" })
        {
            await using var session = store.LightweightSession(tenant);
            session.Store(new Post { Id = 7 }, new Post { Id = 8 });
            await session.SaveChangesAsync();
            session.Delete<Post>(8);
            await session.SaveChangesAsync();
        }

        await using var a = store.LightweightSession("a");
        a.DeleteWhere<Post>(p => p.Id > 0);
        await a.SaveChangesAsync();
        (await a.LoadAsync<Post>(7))!.Version.ShouldBe(2);
        await using var b = store.QuerySession("b");
        (await b.LoadAsync<Post>(7))!.Version.ShouldBe(1);
        (await b.LoadAsync<Post>(8))!.Version.ShouldBe(2);
        (await b.Query<Post>().CountAsync()).ShouldBe(1);
    }
}
