using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;
using Marten.Services;

namespace AdvancedAlchemy.Marten.Tests.Revisions;

public class ConflictRetryTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Fifty_sessions_that_add_to_one_document_all_get_their_turn()
    {
        var store = Store();
        var post = new Post { Title = "0" };
        await SaveAsync(store, post);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => store.RetryOnConflictAsync(
            async session =>
            {
                var read = (await session.LoadAsync<Post>(post.Id))!;
                read.Title = $"{int.Parse(read.Title) + 1}";
                session.Store(read);
            },
            attempts: 1000)));

        await using var query = store.QuerySession();
        (await query.LoadAsync<Post>(post.Id))!.Title.ShouldBe("50");
    }

    [Fact]
    public async Task The_last_conflict_is_the_callers_and_nothing_of_it_is_saved()
    {
        var store = Store();
        var post = new Post { Title = "mine" };
        await SaveAsync(store, post);
        var tries = 0;

        var e = await Should.ThrowAsync<StaleDocumentException>(() => store.RetryOnConflictAsync(
            async session =>
            {
                tries++;
                var read = (await session.LoadAsync<Post>(post.Id))!;
                await store.RetryOnConflictAsync(async other => other.Store((await other.LoadAsync<Post>(post.Id))!));
                read.Title = "never";
                session.Store(read);
                session.Store(new Post { Title = "never" });
            },
            attempts: 3));

        tries.ShouldBe(3);
        e.HeldRevision.ShouldBe(3);
        await using var query = store.QuerySession();
        (await query.Query<Post>().CountAsync(p => p.Title == "never")).ShouldBe(0);
    }

    [Fact]
    public async Task Any_other_failure_is_not_tried_again()
    {
        var tries = 0;
        await Should.ThrowAsync<InvalidCastException>(() => Store().RetryOnConflictAsync(_ =>
        {
            tries++;
            throw new InvalidCastException();
        }));
        tries.ShouldBe(1);
    }

    [Fact]
    public async Task The_sessions_are_of_the_kind_and_tenant_that_was_asked_for()
    {
        var store = Store(o => o.Policies.AllDocumentsAreMultiTenanted());
        var id = await store.RetryOnConflictAsync(
            session =>
            {
                var post = new Post { Title = "a" };
                session.Store(post);
                return Task.FromResult(post.Id);
            },
            options: new SessionOptions { TenantId = "one" });

        await store.RetryOnConflictAsync(async session => (await session.LoadAsync<Post>(id))!.Title = "b", options: new SessionOptions { TenantId = "one", Tracking = DocumentTracking.DirtyTracking });

        await using var query = store.QuerySession("one");
        (await query.LoadAsync<Post>(id))!.Title.ShouldBe("b");
    }

    [Fact]
    public async Task A_cancelled_token_ends_it()
    {
        using var cancel = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => Store().RetryOnConflictAsync(
            _ =>
            {
                cancel.Cancel();
                throw new ConcurrencyException("met");
            },
            token: cancel.Token));
    }

    private static async Task SaveAsync(IDocumentStore store, Post post)
    {
        await using var session = store.LightweightSession();
        session.Store(post);
        await session.SaveChangesAsync();
    }
}
