using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;
using Marten.Services;
using Weasel.Storage;

namespace AdvancedAlchemy.Marten.Tests.Docs;

/// <summary>The code of docs/sentinel.md.</summary>
public class SentinelPageTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task The_second_of_two_editors_is_told()
    {
        var store = Store();
        var id = await StoredAsync(store);

        #region stale
        await using var ann = store.LightweightSession();
        await using var bob = store.LightweightSession();
        var hers = (await ann.LoadAsync<Post>(id))!;
        var his = (await bob.LoadAsync<Post>(id))!;

        hers.Title = "Ann's title";
        ann.Store(hers);
        await ann.SaveChangesAsync();

        his.Title = "Bob's title";
        bob.Store(his);
        var refused = await Should.ThrowAsync<StaleDocumentException>(() => bob.SaveChangesAsync());
        (refused.HeldRevision, refused.StoredRevision).ShouldBe((1, 2));
        #endregion

        #region reload
        var current = (await refused.LoadCurrentAsync<Post>())!;     // Ann's title, to show or to merge

        bob.Eject(his);
        his = (await bob.LoadAsync<Post>(id))!;
        his.Title = current.Title + ", and Bob's";
        bob.Store(his);
        await bob.SaveChangesAsync();
        #endregion

        his.Title.ShouldBe("Ann's title, and Bob's");
        his.Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_checked_deletion_deletes_what_was_seen()
    {
        var store = Store();
        var id = await StoredAsync(store);
        await using var session = store.LightweightSession();
        var seen = (await session.LoadAsync<Post>(id))!;
        await store.RetryOnConflictAsync(async other => other.Store((await other.LoadAsync<Post>(id))!));

        #region deletion
        session.DeleteChecked(seen);
        await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
        #endregion
    }

    [Fact]
    public async Task Work_is_done_again_on_a_fresh_copy()
    {
        var store = Store();
        var id = await StoredAsync(store);

        #region retry
        await store.RetryOnConflictAsync(async session =>
        {
            var post = (await session.LoadAsync<Post>(id))!;
            post.Content += "One more line.\n";
            session.Store(post);
        });
        #endregion

        await using var query = store.QuerySession();
        (await query.LoadAsync<Post>(id))!.Content.ShouldBe("One more line.\n");
    }

    [Fact]
    public async Task A_revision_can_be_asked_for()
    {
        var store = Store();
        var id = await StoredAsync(store);
        await using var session = store.LightweightSession();

        #region revision
        var post = (await session.LoadAsync<Post>(id))!;             // revision 1
        session.UpdateRevision(post, 10);                            // refused when 10 or more is stored
        await session.SaveChangesAsync();
        post.Version.ShouldBe(10);

        session.TryUpdateRevision(post, 3);                          // too low: nothing happens, nothing is thrown
        await session.SaveChangesAsync();
        (await session.LoadAsync<Post>(id))!.Version.ShouldBe(10);

        session.UpdateRevision(post, 3);
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
        #endregion
    }

    [Fact]
    public async Task A_session_can_do_without()
    {
        var store = Store();
        var id = await StoredAsync(store);
        await using var early = store.QuerySession();
        var old = (await early.LoadAsync<Post>(id))!;
        await store.RetryOnConflictAsync(async other => other.Store((await other.LoadAsync<Post>(id))!));

        #region disabled
        await using var session = store.LightweightSession(new SessionOptions { ConcurrencyChecks = ConcurrencyChecks.Disabled });
        session.Store(old);
        await session.SaveChangesAsync();                            // over whatever is there
        #endregion

        old.Version.ShouldBe(3);
    }

    private static async Task<long> StoredAsync(IDocumentStore store)
    {
        await using var session = store.LightweightSession();
        Post post = new() { Title = "Hello" };
        session.Store(post);
        await session.SaveChangesAsync();
        return post.Id;
    }
}
