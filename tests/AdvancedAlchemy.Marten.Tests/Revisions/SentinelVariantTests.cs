using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;
using Marten.Services;
using Weasel.Storage;

namespace AdvancedAlchemy.Marten.Tests.Revisions;

/// <summary>The sentinel's corners: new and deleted documents, checks that are off, and what the exception carries.</summary>
public class SentinelVariantTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static async Task<Post> StoredAsync(IDocumentStore store, string? tenant = null)
    {
        await using var session = tenant is null ? store.LightweightSession() : store.LightweightSession(tenant);
        Post post = new() { Id = 7, Title = "first" };
        session.Store(post);
        await session.SaveChangesAsync();
        return post;
    }

    private static async Task ChangeAsync(IDocumentStore store, string? tenant = null)
    {
        await using var session = tenant is null ? store.LightweightSession() : store.LightweightSession(tenant);
        var post = (await session.LoadAsync<Post>(7))!;
        post.Title = "theirs";
        session.Store(post);
        await session.SaveChangesAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeleteChecked_asks_nobody_where_checks_are_disabled(bool isSoft)
    {
        var store = Store(
            o =>
            {
                if (isSoft) o.Schema.For<Post>().SoftDeleted();
            },
            name: $"disabled{isSoft}");
        var stale = await StoredAsync(store);
        await ChangeAsync(store);
        await using var session = store.LightweightSession(new SessionOptions { ConcurrencyChecks = ConcurrencyChecks.Disabled });
        session.DeleteChecked(stale);
        await session.SaveChangesAsync();
        (await session.Query<Post>().CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(DocumentTracking.None)]
    [InlineData(DocumentTracking.DirtyTracking)]
    public async Task Where_checks_are_disabled_a_deleted_document_comes_back_by_Store(DocumentTracking tracking)
    {
        var store = Store(name: $"back{tracking}");
        await StoredAsync(store);
        await using var session = store.OpenSession(new SessionOptions { ConcurrencyChecks = ConcurrencyChecks.Disabled, Tracking = tracking });
        var mine = (await session.LoadAsync<Post>(7))!;
        await using (var other = store.LightweightSession())
        {
            other.Delete<Post>(7);
            await other.SaveChangesAsync();
        }

        mine.Title = "mine";
        session.Store(mine);
        await session.SaveChangesAsync();
        (await session.Query<Post>().SingleAsync()).Title.ShouldBe("mine");
    }

    [Fact]
    public async Task A_document_deleted_and_made_anew_by_somebody_else_is_not_overwritten()
    {
        var store = Store();
        var mine = await StoredAsync(store);
        await ChangeAsync(store);
        await using (var other = store.LightweightSession())
        {
            other.Delete<Post>(7);
            await other.SaveChangesAsync();
            other.Store(new Post { Id = 7, Title = "another" });
            await other.SaveChangesAsync();
            var another = (await other.LoadAsync<Post>(7))!;
            other.Store(another);
            await other.SaveChangesAsync();
        }

        await using var session = store.LightweightSession();
        mine.Title = "mine";
        session.Store(mine);
        var failure = await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
        (failure.HeldRevision, failure.StoredRevision).ShouldBe((1, 2));
        (await failure.LoadCurrentAsync<Post>())!.Title.ShouldBe("another");
    }

    [Fact]
    public async Task The_exception_tells_tenant_and_both_revisions_and_loads_the_copy_of_that_tenant()
    {
        var store = Store(o => o.Policies.AllDocumentsAreMultiTenanted());
        await StoredAsync(store, "a");
        var stale = await StoredAsync(store, "b");
        await ChangeAsync(store, "b");
        await using var session = store.LightweightSession("b");
        session.Store(stale);
        var failure = await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
        (failure.TenantId, failure.HeldRevision, failure.StoredRevision).ShouldBe(("b", 1, 2));
        (await failure.LoadCurrentAsync<Post>())!.Title.ShouldBe("theirs");
        session.EjectAllPendingChanges();

        session.DeleteChecked(stale);
        (await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync())).TenantId.ShouldBe("b");
        await using var a = store.QuerySession("a");
        (await a.LoadAsync<Post>(7))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_document_that_is_gone_is_told_with_null_and_nothing_to_load()
    {
        var store = Store();
        var mine = await StoredAsync(store);
        await using (var other = store.LightweightSession())
        {
            other.DeleteWhere<Post>(p => p.Id == 7);
            await other.SaveChangesAsync();
        }

        await using var session = store.LightweightSession();
        session.DeleteChecked(mine);
        var failure = await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
        (failure.HeldRevision, failure.StoredRevision, await failure.LoadCurrentAsync<Post>()).ShouldBe((1, null, null));
        failure.Message.ShouldContain("was deleted by somebody else");
    }

    [Fact]
    public async Task Retries_are_bounded_below_as_well()
    {
        var store = Store();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => store.RetryOnConflictAsync(_ => Task.CompletedTask, attempts: 0));
        await Should.ThrowAsync<ArgumentNullException>(() => store.RetryOnConflictAsync((Func<IDocumentSession, Task>)null!));
    }
}
