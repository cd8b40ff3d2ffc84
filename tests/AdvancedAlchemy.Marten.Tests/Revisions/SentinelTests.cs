using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;
using Marten.Services;
using Weasel.Storage;

namespace AdvancedAlchemy.Marten.Tests.Revisions;

public class SentinelTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public enum Way
    {
        Store,
        Update,
        Dirty,
    }

    [Theory] // P1 to P3, promise 1
    [InlineData(Way.Store, DocumentTracking.None)]
    [InlineData(Way.Store, DocumentTracking.IdentityOnly)]
    [InlineData(Way.Update, DocumentTracking.None)]
    [InlineData(Way.Update, DocumentTracking.IdentityOnly)]
    [InlineData(Way.Dirty, DocumentTracking.DirtyTracking)]
    public async Task A_stale_write_is_refused(Way way, DocumentTracking tracking)
    {
        var store = Store();
        var id = await StoredAsync(store);
        await using var stale = Open(store, tracking);
        var mine = (await stale.LoadAsync<Post>(id))!;
        await ChangeAsync(store, id);

        mine.Title = "mine";
        if (way == Way.Store) stale.Store(mine);
        if (way == Way.Update) stale.Update(mine);
        var failure = await Should.ThrowAsync<StaleDocumentException>(() => stale.SaveChangesAsync());
        (failure.DocumentType, failure.Id, failure.HeldRevision, failure.StoredRevision).ShouldBe((typeof(Post), id, 1, 2));
        failure.ShouldBeAssignableTo<ConcurrencyException>();
        failure.Message.ShouldContain("revision 1 was read, revision 2 is stored");
        (await failure.LoadCurrentAsync<Post>())!.Title.ShouldBe("theirs");
        mine.Version.ShouldBe(1);
    }

    [Theory] // P5
    [InlineData(Way.Store, DocumentTracking.None)]
    [InlineData(Way.Update, DocumentTracking.None)]
    [InlineData(Way.Dirty, DocumentTracking.DirtyTracking)]
    public async Task A_write_does_not_bring_back_what_was_deleted(Way way, DocumentTracking tracking)
    {
        var store = Store();
        var id = await StoredAsync(store);
        await using var stale = Open(store, tracking);
        var mine = (await stale.LoadAsync<Post>(id))!;
        await using (var other = store.LightweightSession())
        {
            other.Delete<Post>(id);
            await other.SaveChangesAsync();
        }

        mine.Title = "mine";
        if (way == Way.Store) stale.Store(mine);
        if (way == Way.Update) stale.Update(mine);
        (await Should.ThrowAsync<StaleDocumentException>(() => stale.SaveChangesAsync())).StoredRevision.ShouldBeNull();
        await using var query = store.QuerySession();
        (await query.LoadAsync<Post>(id)).ShouldBeNull();
    }

    [Fact]
    public async Task Repeated_saves_of_one_instance_succeed()
    {
        var store = Store();
        foreach (var tracking in new[] { DocumentTracking.None, DocumentTracking.IdentityOnly, DocumentTracking.DirtyTracking })
        {
            await using var session = Open(store, tracking);
            Post post = new();
            for (var i = 1; i <= 4; i++)
            {
                post.Title = $"{i}";
                session.Store(post);
                session.Store(post);
                await session.SaveChangesAsync();
                post.Version.ShouldBe(i);
            }
        }
    }

    [Fact]
    public async Task A_new_instance_under_a_stored_id_is_refused()
    {
        var store = Store();
        var id = await StoredAsync(store);
        await using var session = store.LightweightSession();
        session.Store(new Setting2 { Id = "x" });
        await session.SaveChangesAsync();
        session.Store(new Setting2 { Id = "x" });
        var failure = await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
        (failure.HeldRevision, failure.StoredRevision).ShouldBe((0, 1));
        failure.Message.ShouldContain("new document");

        // ids that are generated do not meet, so nobody pays for the report; Marten's own exception it is
        session.EjectAllPendingChanges();
        session.Store(new Post { Id = id });
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task After_a_refused_save_the_session_goes_on()
    {
        var store = Store();
        var id = await StoredAsync(store);
        await using var session = store.LightweightSession();
        var mine = (await session.LoadAsync<Post>(id))!;
        await ChangeAsync(store, id);
        session.Store(mine);
        await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
        await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync()); // P7: the unit of work is kept
        session.Eject(mine);
        mine = (await session.LoadAsync<Post>(id))!;
        mine.Title = "merged";
        session.Store(mine);
        await session.SaveChangesAsync();
        mine.Version.ShouldBe(3);
    }

    [Fact]
    public async Task Several_stale_documents_come_together()
    {
        var store = Store();
        var first = await StoredAsync(store);
        var second = await StoredAsync(store);
        await using var session = store.LightweightSession();
        Post one = (await session.LoadAsync<Post>(first))!, two = (await session.LoadAsync<Post>(second))!;
        await ChangeAsync(store, first);
        await ChangeAsync(store, second);
        session.Store(one, two);
        var failure = await Should.ThrowAsync<AggregateException>(() => session.SaveChangesAsync());
        failure.InnerExceptions.ShouldAllBe(e => e is StaleDocumentException);
        failure.InnerExceptions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_session_with_checks_disabled_writes_whatever_is_there()
    {
        var store = Store();
        var id = await StoredAsync(store);
        await using var session = store.LightweightSession(new SessionOptions { ConcurrencyChecks = ConcurrencyChecks.Disabled });
        var mine = (await session.LoadAsync<Post>(id))!;
        await ChangeAsync(store, id);
        session.Store(mine);
        await session.SaveChangesAsync();
        mine.Version.ShouldBe(3);
    }

    [Fact]
    public async Task UpdateRevision_and_TryUpdateRevision_ask_for_what_the_caller_says()
    {
        var store = Store();
        var id = await StoredAsync(store);
        await using var session = store.LightweightSession();
        var post = (await session.LoadAsync<Post>(id))!;
        session.UpdateRevision(post, 10);
        await session.SaveChangesAsync();
        post.Version.ShouldBe(10);
        session.TryUpdateRevision(post, 3);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Post>(id))!.Version.ShouldBe(10);
    }

    [Fact] // P5
    public async Task DeleteChecked_deletes_only_the_revision_held()
    {
        var store = Store();
        var id = await StoredAsync(store);
        await using var session = store.LightweightSession();
        var stale = (await session.LoadAsync<Post>(id))!;
        await ChangeAsync(store, id);
        session.DeleteChecked(stale);
        (await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync())).StoredRevision.ShouldBe(2);
        session.EjectAllPendingChanges();
        session.DeleteChecked((await session.LoadAsync<Post>(id))!);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Post>(id)).ShouldBeNull();
    }

    [Fact]
    public async Task DeleteChecked_marks_soft_deleted_types()
    {
        var store = Store(o => o.Schema.For<Post>().SoftDeleted());
        var id = await StoredAsync(store);
        await using var session = store.LightweightSession();
        session.DeleteChecked((await session.LoadAsync<Post>(id))!);
        await session.SaveChangesAsync();
        (await session.MetadataForAsync((await session.LoadAsync<Post>(id))!))!.Deleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_document_of_another_tenant_stays_there()
    {
        var store = Store(o => o.Schema.For<Setting2>().MultiTenanted());
        foreach (var tenant in new[] { "a", "b" })
        {
            await using var session = store.LightweightSession(tenant);
            session.Store(new Setting2 { Id = "x", Value = tenant });
            await session.SaveChangesAsync();
        }

        await using var root = store.LightweightSession("a");
        var other = (await root.ForTenant("b").LoadAsync<Setting2>("x"))!;
        other.Value = "changed";
        root.ForTenant("b").Store(other);
        await root.SaveChangesAsync();
        (await root.LoadAsync<Setting2>("x"))!.Value.ShouldBe("a");
        (await root.ForTenant("b").LoadAsync<Setting2>("x"))!.Value.ShouldBe("changed");
    }

    [Fact]
    public async Task Of_fifty_racing_sessions_one_wins()
    {
        var store = Store();
        var id = await StoredAsync(store);
        var results = await RaceAsync(50, async i =>
        {
            var session = store.LightweightSession();
            var post = (await session.LoadAsync<Post>(id))!;
            post.Title = $"{i}";
            session.Store(post);
            return async () =>
            {
                await using (session) await session.SaveChangesAsync();
            };
        });
        results.Count(r => r is null).ShouldBe(1);
        results.Count(r => r is StaleDocumentException { HeldRevision: 1, StoredRevision: 2 }).ShouldBe(49);
    }

    private static async Task ChangeAsync(DocumentStore store, long id)
    {
        await using var session = store.LightweightSession();
        var post = (await session.LoadAsync<Post>(id))!;
        post.Title = "theirs";
        session.Store(post);
        await session.SaveChangesAsync();
    }

    private static async Task<long> StoredAsync(DocumentStore store)
    {
        await using var session = store.LightweightSession();
        Post post = new() { Title = "Hello" };
        session.Store(post);
        await session.SaveChangesAsync();
        return post.Id;
    }

    public class Setting2 : Document<string, NanoId>
    {
        public string Value { get; set; } = "";
    }
}
