using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Links;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Docs;

/// <summary>The code of docs/links.md.</summary>
public class LinksPageTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Links_are_followed_both_ways_and_leave_with_their_target()
    {
        #region declare
        var store = Store(o => o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds, OnDelete.Cascade));
        #endregion

        await using var session = store.LightweightSession();
        #region save
        Tag sql = new() { Name = "SQL" }, net = new() { Name = ".NET" };
        session.Store(sql, net);                                    // the ids are there now
        Post post = new() { Title = "Hello", TagIds = [sql.Id, net.Id, sql.Id] };
        session.Store(post);
        await session.SaveChangesAsync();
        post.TagIds.ShouldBe([sql.Id, net.Id]);                     // each id once
        #endregion

        #region follow
        var posts = await session.Query<Post>().LinkedTo(p => p.TagIds, sql.Id).OrderBy(p => p.Title).ToListAsync();

        var tags = await session.LoadLinkedAsync<Post, Tag>(posts, p => p.TagIds);      // one query for all posts
        tags[posts[0]].Select(t => t.Name).ShouldBe(["SQL", ".NET"]);
        #endregion

        #region count
        var counts = await session.CountLinkedAsync<Post, long>(p => p.TagIds, [sql.Id, net.Id]);
        counts[sql.Id].ShouldBe(1);
        #endregion

        #region cascade
        session.Delete(sql);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Post>(post.Id))!.TagIds.ShouldBe([net.Id]);
        #endregion

        #region dangling
        await store.BulkInsertAsync([new Post { TagIds = [4711] }]);
        await foreach (var link in store.FindDanglingLinksAsync())
        {
            (link.Member, link.TargetId).ShouldBe(("TagIds", "4711"));
        }
        #endregion

        (await CountAsync(store)).ShouldBe(1);
    }

    [Fact]
    public async Task A_single_id_is_a_link_too()
    {
        #region single
        var store = Store(o => o.Schema.For<Volume>().LinksTo<Volume, Writer>(v => v.WriterId, OnDelete.Cascade));
        #endregion

        await using var session = store.LightweightSession();
        Writer writer = new();
        session.Store(writer);
        session.Store(new Volume { WriterId = writer.Id });
        await session.SaveChangesAsync();
        session.Delete(writer);
        await session.SaveChangesAsync();
        (await session.Query<Volume>().SingleAsync()).WriterId.ShouldBeNull();
    }

    [Fact]
    public void Lists_are_changed_with_verbs()
    {
        Post post = new() { TagIds = [1, 2] };

        #region verbs
        post.TagIds.Attach(2, 3);                                   // [1, 2, 3]
        post.TagIds.Detach(1);                                      // [2, 3]
        var changes = post.TagIds.Sync(3, 4);                       // [3, 4]
        post.TagIds.Toggle(4, 5);                                   // [3, 5]

        changes.Attached.ShouldBe([4]);
        changes.Detached.ShouldBe([2]);
        post.TagIds.ShouldBe([3, 5]);
        #endregion
    }

    [Fact]
    public async Task What_would_break_a_link_is_refused()
    {
        var store = Store(o => o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds));
        await using var session = store.LightweightSession();
        Tag tag = new() { Name = "kept" };
        session.Store(tag);
        session.Store(new Post { TagIds = [tag.Id] });
        await session.SaveChangesAsync();

        #region refused
        Post post = new() { TagIds = [tag.Id, 4711] };
        session.Store(post);
        var missing = await Should.ThrowAsync<MissingLinkTargetException>(() => session.SaveChangesAsync());
        missing.Ids.ShouldBe([4711L]);

        post.TagIds.Detach(4711);
        await session.SaveChangesAsync();

        session.Delete(tag);                                        // LinksTo without OnDelete.Cascade
        var linked = await Should.ThrowAsync<LinkedDocumentException>(() => session.SaveChangesAsync());
        linked.Ids.ShouldBe([tag.Id]);
        #endregion
    }

    private static async Task<int> CountAsync(IDocumentStore store)
    {
        var count = 0;
        await foreach (var _ in store.FindDanglingLinksAsync()) count++;
        return count;
    }
}
