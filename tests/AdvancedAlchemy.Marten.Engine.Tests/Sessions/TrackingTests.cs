using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Services;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class TrackingTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Doc
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }
    }

    private async Task<(DocumentStore, Doc)> StoredAsync()
    {
        var store = Store();
        var document = new Doc { Name = "a" };
        await SaveAsync(store, document);
        return (store, document);
    }

    [Fact]
    public async Task A_lightweight_session_makes_a_new_instance_each_time()
    {
        var (store, document) = await StoredAsync();
        await using var _ = store;
        await using var session = store.LightweightSession();
        (await session.LoadAsync<Doc>(document.Id)).ShouldNotBeSameAs(await session.LoadAsync<Doc>(document.Id));
        session.RequestCount.ShouldBe(2);
        var pending = new Doc();
        session.Store(pending);
        (await session.LoadAsync<Doc>(pending.Id)).ShouldBeNull();
        var loaded = (await session.LoadAsync<Doc>(document.Id))!;
        loaded.Name = "changed";
        session.EjectAllPendingChanges();
        await session.SaveChangesAsync();
        (await LoadAsync<Doc>(store, document.Id))!.Name.ShouldBe("a");
    }

    [Theory]
    [InlineData(DocumentTracking.IdentityOnly)]
    [InlineData(DocumentTracking.DirtyTracking)]
    public async Task A_tracking_session_has_one_instance_per_id(DocumentTracking tracking)
    {
        var (store, document) = await StoredAsync();
        await using var _ = store;
        await using var session = store.OpenSession(new SessionOptions { Tracking = tracking });
        var first = (await session.LoadAsync<Doc>(document.Id))!;
        (await session.LoadAsync<Doc>(document.Id)).ShouldBeSameAs(first);
        session.RequestCount.ShouldBe(1);
        await SaveAsync(store, new Doc { Id = document.Id, Name = "elsewhere" });
        (await session.LoadManyAsync<Doc>(document.Id)).Single().ShouldBeSameAs(first);
        session.RequestCount.ShouldBe(1);
        (await session.QueryAsync<Doc>("where d.id = ?", document.Id)).Single().ShouldBeSameAs(first);
        first.Name.ShouldBe("a");
        var pending = new Doc();
        session.Store(pending);
        (await session.LoadAsync<Doc>(pending.Id)).ShouldBeSameAs(pending);
        Should.Throw<InvalidOperationException>(() => session.Store(new Doc { Id = document.Id })).Message.ShouldEndWith("with same Id already added to the session.");
        session.Delete<Doc>(document.Id);
        (await session.LoadAsync<Doc>(document.Id)).ShouldNotBeSameAs(first);
    }

    [Fact]
    public async Task LoadMany_asks_only_for_what_is_not_known()
    {
        await using var store = Store();
        var documents = Enumerable.Range(0, 3).Select(_ => new Doc()).ToArray();
        await SaveAsync(store, documents);
        await using var session = store.IdentitySession();
        var known = await session.LoadAsync<Doc>(documents[2].Id);
        var loaded = await session.LoadManyAsync<Doc>([documents[0].Id, documents[2].Id, documents[2].Id, Guid.NewGuid()]);
        loaded.Count.ShouldBe(2);
        loaded[0].ShouldBeSameAs(known);
    }

    [Fact]
    public async Task An_ejected_document_is_read_anew()
    {
        var (store, document) = await StoredAsync();
        await using var _ = store;
        await using var session = store.IdentitySession();
        var first = (await session.LoadAsync<Doc>(document.Id))!;
        session.Eject(first);
        var second = (await session.LoadAsync<Doc>(document.Id))!;
        second.ShouldNotBeSameAs(first);
        session.EjectAllOfType(typeof(Doc));
        (await session.LoadAsync<Doc>(document.Id)).ShouldNotBeSameAs(second);
    }

    [Fact]
    public async Task An_identity_session_does_not_save_changes_by_itself()
    {
        var (store, document) = await StoredAsync();
        await using var _ = store;
        await using var session = store.IdentitySession();
        (await session.LoadAsync<Doc>(document.Id))!.Name = "changed";
        await session.SaveChangesAsync();
        (await LoadAsync<Doc>(store, document.Id))!.Name.ShouldBe("a");
    }

    [Fact]
    public async Task A_dirty_session_saves_what_changed_and_nothing_else()
    {
        await using var store = Store();
        var documents = Enumerable.Range(0, 3).Select(i => new Doc { Name = "n" + i }).ToArray();
        await SaveAsync(store, documents);
        await using var session = store.DirtyTrackedSession();
        var loaded = await session.LoadManyAsync<Doc>(documents.Select(d => d.Id));
        session.PendingChanges.Updates().ShouldBeEmpty();
        var changed = loaded.Single(d => d.Id == documents[1].Id);
        changed.Name = "changed";
        session.PendingChanges.Updates().ShouldBe([changed]);
        await session.SaveChangesAsync();
        (await LoadAsync<Doc>(store, documents[1].Id))!.Name.ShouldBe("changed");
        session.PendingChanges.Updates().ShouldBeEmpty();
        changed.Name = "once more";
        await session.SaveChangesAsync();
        (await LoadAsync<Doc>(store, documents[1].Id))!.Name.ShouldBe("once more");
        var stored = new Doc();
        session.Store(stored);
        await session.SaveChangesAsync();
        stored.Name = "tracked after being stored";
        session.PendingChanges.Updates().ShouldBe([stored]);
        session.Eject(stored);
        session.PendingChanges.Updates().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deleted_document_is_not_saved_as_changed()
    {
        var (store, document) = await StoredAsync();
        await using var _ = store;
        await using var session = store.DirtyTrackedSession();
        var loaded = (await session.LoadAsync<Doc>(document.Id))!;
        loaded.Name = "changed";
        session.Delete(loaded);
        await session.SaveChangesAsync();
        (await LoadAsync<Doc>(store, document.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task One_type_can_be_tracked_in_a_lightweight_session()
    {
        var (store, document) = await StoredAsync();
        await using var _ = store;
        await using var session = store.LightweightSession();
        session.UseIdentityMapFor<Doc>();
        (await session.LoadAsync<Doc>(document.Id)).ShouldBeSameAs(await session.LoadAsync<Doc>(document.Id));
    }

    [Fact]
    public async Task Reads_of_one_session_may_run_at_the_same_time()
    {
        await using var store = Store();
        var documents = Enumerable.Range(0, 200).Select(i => new Doc { Name = "n" + i }).ToArray();
        await SaveAsync(store, documents);
        await using var session = store.DirtyTrackedSession();
        async Task<Doc[]> Read() => [.. (await session.LoadManyAsync<Doc>(documents.Select(d => d.Id))).OrderBy(d => d.Id)];
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Read)));
        foreach (var result in results) result.Zip(results[0]).ShouldAllBe(x => ReferenceEquals(x.First, x.Second));
        await session.BeginTransactionAsync(default);
        session.EjectAllOfType(typeof(Doc));
        results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Read)));
        foreach (var result in results) result.Length.ShouldBe(200);
    }

    [Fact]
    public void A_query_only_session_is_no_document_session()
    {
        using var store = Store();
        Should.Throw<ArgumentOutOfRangeException>(() => store.OpenSession(new SessionOptions { Tracking = DocumentTracking.QueryOnly }));
        (store.QuerySession() is IDocumentSession).ShouldBeFalse();
    }

    [Fact]
    public async Task A_disposed_session_says_so()
    {
        var (store, document) = await StoredAsync();
        await using var _ = store;
        var session = store.LightweightSession();
        await session.DisposeAsync();
        await session.DisposeAsync();
        session.Dispose();
        await Should.ThrowAsync<ObjectDisposedException>(() => session.LoadAsync<Doc>(document.Id));
        session.Store(new Doc());
        await Should.ThrowAsync<ObjectDisposedException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task A_disposed_store_with_a_pool_of_its_own_says_so()
    {
        var store = Store(o => o.Connection(ConnectionString));
        await SaveAsync(store, new Doc());
        var session = store.QuerySession();
        store.Dispose();
        await Should.ThrowAsync<ObjectDisposedException>(() => session.LoadAsync<Doc>(Guid.NewGuid()));
    }
}
