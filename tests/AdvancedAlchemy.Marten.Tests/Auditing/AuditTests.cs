using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Auditing;

public class AuditTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public static TheoryData<DocumentTracking> Sessions => [DocumentTracking.None, DocumentTracking.IdentityOnly, DocumentTracking.DirtyTracking];

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task A_new_document_gets_one_reading_for_both_stamps(DocumentTracking tracking)
    {
        Clock.AutoAdvance = TimeSpan.FromSeconds(1);
        await using var session = Open(Store(), tracking);
        Post one = new(), two = new();
        session.Store(one);
        session.Insert(two);
        await session.SaveChangesAsync();
        one.CreatedAt.ShouldNotBe(default);
        one.UpdatedAt.ShouldBe(one.CreatedAt);
        two.CreatedAt.ShouldBe(one.CreatedAt);
        one.CreatedAt.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Stamps_are_cut_to_microseconds()
    {
        Clock.SetUtcNow(new DateTimeOffset(2025, 3, 4, 5, 6, 7, TimeSpan.Zero).AddTicks(1_234_567));
        await using var session = Store().LightweightSession();
        Post post = new();
        session.Store(post);
        await session.SaveChangesAsync();
        (post.CreatedAt.Ticks % 10).ShouldBe(0);
        post.CreatedAt.Microsecond.ShouldBe(456);
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task A_change_refreshes_updated_and_keeps_created(DocumentTracking tracking)
    {
        var store = Store();
        var created = await StoredAsync(store);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await using var session = Open(store, tracking);
        var post = (await session.LoadAsync<Post>(created.Id))!;
        post.Title = "Changed";
        if (tracking != DocumentTracking.DirtyTracking) session.Store(post);
        await session.SaveChangesAsync();
        post.UpdatedAt.ShouldBe(Clock.GetUtcNow());
        post.CreatedAt.ShouldBe(created.CreatedAt);
        (await ReloadAsync(store, post.Id)).UpdatedAt.ShouldBe(Clock.GetUtcNow());
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task An_explicit_updated_is_kept_for_one_save(DocumentTracking tracking)
    {
        var store = Store();
        var id = (await StoredAsync(store)).Id;
        Clock.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset explicitly = new(2020, 2, 3, 4, 5, 6, TimeSpan.FromHours(2));
        await using var session = Open(store, tracking);
        var post = (await session.LoadAsync<Post>(id))!;
        post.Title = "Changed";
        post.UpdatedAt = explicitly;
        session.Store(post);
        await session.SaveChangesAsync();
        post.UpdatedAt.ShouldBe(explicitly);
        post.UpdatedAt.Offset.ShouldBe(TimeSpan.Zero);
        (await ReloadAsync(store, id)).UpdatedAt.ShouldBe(explicitly);

        post.Title = "Changed again";
        session.Store(post);
        await session.SaveChangesAsync();
        post.UpdatedAt.ShouldBe(Clock.GetUtcNow());
    }

    [Fact] // caveat of promise 5
    public async Task An_explicit_updated_equal_to_the_current_one_is_kept_too()
    {
        var store = Store();
        var before = await StoredAsync(store);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await using var session = store.LightweightSession();
        var post = (await session.LoadAsync<Post>(before.Id))!;
        post.UpdatedAt = post.UpdatedAt;
        session.Store(post);
        await session.SaveChangesAsync();
        post.UpdatedAt.ShouldBe(before.UpdatedAt);
    }

    [Fact]
    public async Task Explicit_stamps_of_a_new_document_are_kept()
    {
        var store = Store();
        DateTimeOffset created = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero), updated = created.AddYears(1);
        await using var session = store.LightweightSession();
        Post post = new() { CreatedAt = created, UpdatedAt = updated };
        Note note = new() { CreatedAt = created, UpdatedAt = updated };
        session.Store(post);
        session.Insert(note);
        await session.SaveChangesAsync();
        (post.CreatedAt, post.UpdatedAt).ShouldBe((created, updated));
        (note.CreatedAt, note.UpdatedAt).ShouldBe((created, updated));
    }

    [Fact] // P18
    public async Task An_untouched_dirty_tracked_document_is_neither_written_nor_stamped()
    {
        var store = Store();
        var before = await StoredAsync(store);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await using var session = store.DirtyTrackedSession();
        var post = (await session.LoadAsync<Post>(before.Id))!;
        await session.SaveChangesAsync();
        post.UpdatedAt.ShouldBe(before.UpdatedAt);
        (await ReloadAsync(store, post.Id)).Version.ShouldBe(1);
        post.Title += "!";
        await session.SaveChangesAsync();
        await session.SaveChangesAsync();
        (await ReloadAsync(store, post.Id)).Version.ShouldBe(2);
    }

    [Fact] // P15
    public async Task The_stored_body_has_the_stamps_that_the_object_has()
    {
        var store = Store();
        var post = await StoredAsync(store);
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select (data ->> 'CreatedAt')::timestamptz from {store.Options.DatabaseSchemaName}.mt_doc_post", connection);
        ((DateTime)(await command.ExecuteScalarAsync())!).ShouldBe(post.CreatedAt.UtcDateTime);
    }

    [Fact]
    public async Task A_failed_save_leaves_no_creation_time()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Post post = new();
        session.Store(post);
        session.QueueSqlCommand("select 1/0");
        await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        Clock.Advance(TimeSpan.FromMinutes(5));
        session.Store(post);
        await session.SaveChangesAsync();
        post.CreatedAt.ShouldBe(Clock.GetUtcNow());
        post.UpdatedAt.ShouldBe(post.CreatedAt);
    }

    [Fact]
    public async Task Without_stamps_nothing_is_stamped()
    {
        var store = Store();
        var before = await StoredAsync(store);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await using var session = store.LightweightSession();
        var post = (await session.LoadAsync<Post>(before.Id))!;
        using (session.WithoutStamps())
        {
            session.Store(post);
            await session.SaveChangesAsync();
            post.UpdatedAt.ShouldBe(before.UpdatedAt);
        }

        session.Store(post);
        await session.SaveChangesAsync();
        post.UpdatedAt.ShouldBe(Clock.GetUtcNow());
    }

    [Fact] // P16
    public async Task A_bulk_insert_can_be_stamped()
    {
        var store = Store();
        Post[] posts = [new() { Title = "a" }, new() { Title = "b", CreatedAt = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero) }];
        await store.BulkInsertAuditedAsync(posts);
        (await ReloadAsync(store, posts[0].Id)).CreatedAt.ShouldBe(Clock.GetUtcNow());
        (await ReloadAsync(store, posts[1].Id)).CreatedAt.Year.ShouldBe(2001);
        (await ReloadAsync(store, posts[1].Id)).UpdatedAt.ShouldBe(Clock.GetUtcNow());
    }

    [Fact]
    public async Task Users_come_from_the_session_else_from_the_accessor()
    {
        string? current = "accessor";
        var store = Store(o => o.UseAdvancedAlchemy(a => a.UserName = () => current));
        Note note = new() { Text = "a" };
        await SaveAsync(store, note, null);
        (note.CreatedBy, note.UpdatedBy).ShouldBe(("accessor", "accessor"));
        await SaveAsync(store, note, "ann");
        (note.CreatedBy, note.UpdatedBy).ShouldBe(("accessor", "ann"));
        current = null;
        await SaveAsync(store, note, null);
        (note.CreatedBy, note.UpdatedBy).ShouldBe(("accessor", "ann"));
    }

    [Fact]
    public async Task UseAdvancedAlchemy_may_be_called_again()
    {
        var store = Store(o => o.UseAdvancedAlchemy().UseAdvancedAlchemy(a => a.IndexStamps = true));
        ((StoreOptions)store.Options).Listeners.Count.ShouldBe(1);
        await StoredAsync(store);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task Projected_types_are_left_alone()
    {
        var store = Store(o => o.UseAdvancedAlchemy(a => a.LeaveToProjections<Post>()));
        (await StoredAsync(store)).CreatedAt.ShouldBe(default);
    }

    [Fact]
    public void A_store_without_the_layer_says_what_is_missing()
    {
        using var store = DocumentStore.For(o => o.Connection(ConnectionString));
        Should.Throw<InvalidOperationException>(() => store.BulkInsertAuditedAsync<Post>([]).GetAwaiter().GetResult()).Message.ShouldContain("UseAdvancedAlchemy()");
    }

    private static async Task SaveAsync(DocumentStore store, Note note, string? user)
    {
        await using var session = store.LightweightSession();
        session.LastModifiedBy = user;
        session.Store(note);
        await session.SaveChangesAsync();
    }

    private static async Task<Post> StoredAsync(DocumentStore store)
    {
        await using var session = store.LightweightSession();
        Post post = new() { Title = "Hello" };
        session.Store(post);
        await session.SaveChangesAsync();
        return post;
    }

    private static async Task<Post> ReloadAsync(DocumentStore store, long id)
    {
        await using var session = store.QuerySession();
        return (await session.LoadAsync<Post>(id))!;
    }
}
