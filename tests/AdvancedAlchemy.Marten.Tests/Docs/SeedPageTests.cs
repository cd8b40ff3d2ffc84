using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Docs;

/// <summary>The code of docs/from-advanced-alchemy.md.</summary>
public class SeedPageTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Stamps_are_refreshed_and_an_explicit_one_is_kept()
    {
        var store = Store();
        BigIntUser stored = new() { Username = "alice" };
        await using (var first = store.LightweightSession())
        {
            first.Store(stored);
            await first.SaveChangesAsync();
        }

        var id = stored.Id;
        var specificTimestamp = Clock.GetUtcNow().AddYears(-1);
        Clock.Advance(TimeSpan.FromHours(1));
        await using var session = store.DirtyTrackedSession();

        #region refresh
        var user = (await session.LoadAsync<BigIntUser>(id))!;
        user.Username = "new";
        await session.SaveChangesAsync();            // user.UpdatedAt is the time of the save
        #endregion

        user.UpdatedAt.ShouldBe(Clock.GetUtcNow());

        #region explicitly
        user.UpdatedAt = specificTimestamp;
        await session.SaveChangesAsync();            // user.UpdatedAt keeps it
        #endregion

        user.UpdatedAt.ShouldBe(specificTimestamp);
    }

    [Fact]
    public async Task Ids_are_there_as_soon_as_somebody_reads_them()
    {
        var store = Store();
        await using var session = store.LightweightSession();

        #region ids
        BigIntUser alice = new() { Username = "alice" };
        session.Store(alice);                        // alice.Id is from the sequence: after Store, before the save
        UuidUser bob = new() { Username = "bob" };
        session.Store(bob);                          // bob.Id was there all the time
        NanoIdUser charlie = new() { Username = "charlie" };
        session.Store(charlie);                      // and so was charlie.Id
        await session.SaveChangesAsync();
        #endregion

        alice.Id.ShouldBePositive();
        (await session.LoadAsync<UuidUser>(bob.Id))!.Username.ShouldBe("bob");
        (await session.LoadAsync<NanoIdUser>(charlie.Id))!.Username.ShouldBe("charlie");
    }

    [Fact]
    public async Task Tags_are_added_to_a_post_by_their_names()
    {
        var store = Store(o => o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds, OnDelete.Cascade));
        await using var session = store.LightweightSession();
        Post post = new() { Title = "Hello" };

        await AddTagsToPostAsync(session, post, ["C#", "c#", "SQL"]);

        await using var query = store.QuerySession();
        (await query.LoadLinkedAsync<Post, Tag>([post], p => p.TagIds))[post].Select(t => t.Slug).ShouldBe(["c-sharp", "sql"]);
    }

    #region tags
    private static async Task<Post> AddTagsToPostAsync(IDocumentSession session, Post post, IReadOnlyList<string> tagNames)
    {
        var tags = await session.AsUniqueAsync<Tag, string>(tagNames);      // one query, and one insert for what is new
        post.TagIds.Sync(tags.Select(t => t.Id));
        session.Store(post);
        await session.SaveChangesAsync();
        return post;
    }
    #endregion
}
