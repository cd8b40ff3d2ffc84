using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;
using Marten.Patching;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Tests.Docs;

/// <summary>The table of docs/paths.md, as far as it says no: the yeses have tests of their own.</summary>
public class PathsPageTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_bulk_insert_makes_ids_and_no_stamps_no_slugs_and_no_checks()
    {
        var store = Store(o => o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds));

        #region bulk
        Post post = new() { Title = "bulk", TagIds = [4711] };
        Tag tag = new() { Name = "C#", Slug = Slugifier.Default.Slugify("C#") };     // this one makes no slugs
        await store.BulkInsertAsync([tag]);
        await store.BulkInsertAuditedAsync([post]);
        #endregion

        await using var session = store.QuerySession();
        var stored = (await session.LoadAsync<Post>(post.Id))!;
        (stored.CreatedAt, stored.TagIds.Single(), stored.Version).ShouldBe((Clock.GetUtcNow(), 4711, 1));
        (await session.LoadAsync<Tag>(tag.Id))!.CreatedAt.ShouldBe(default);
        (await session.FindBySlugAsync<Tag>("c-sharp"))!.Id.ShouldBe(tag.Id);
    }

    [Fact]
    public async Task Documents_without_slugs_meet_at_the_index_of_a_bulk_insert()
    {
        var store = Store();
        Tag[] tags = [new() { Name = "one" }, new() { Name = "two" }];
        await Should.ThrowAsync<Exception>(() => store.BulkInsertAsync(tags));
    }

    [Fact]
    public async Task A_plain_patch_counts_as_a_revision_and_leaves_the_stamps()
    {
        var store = Store();
        var post = await StoredAsync(store);
        Clock.Advance(TimeSpan.FromHours(1));
        await using var session = store.LightweightSession();
        session.Patch<Post>(post.Id).Set(p => p.Title, "patched");
        await session.SaveChangesAsync();

        var stored = (await session.LoadAsync<Post>(post.Id))!;
        (stored.Title, stored.UpdatedAt, stored.Version).ShouldBe(("patched", post.CreatedAt, 2));
        session.Store(post);
        await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task DeleteWhere_leaves_links_and_a_later_save_notices_the_deletion()
    {
        var store = Store(o => o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds, OnDelete.Cascade));
        await using var session = store.LightweightSession();
        Tag tag = new() { Name = "one" };
        session.Store(tag);
        Post post = new() { TagIds = [tag.Id] };
        session.Store(post);
        await session.SaveChangesAsync();

        session.DeleteWhere<Tag>(t => t.Name == "one");
        await session.SaveChangesAsync();
        (await session.LoadAsync<Post>(post.Id))!.TagIds.ShouldBe([tag.Id]);

        session.Store(tag);
        (await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync())).StoredRevision.ShouldBeNull();
    }

    [Fact]
    public async Task SQL_of_ones_own_changes_neither_stamps_nor_revision()
    {
        var store = Store();
        var post = await StoredAsync(store);
        await using var session = store.LightweightSession();
        session.QueueSqlCommand($"update {store.Options.DatabaseSchemaName}.mt_doc_post set data = jsonb_set(data, '{{Title}}', '\"raw\"')");
        await session.SaveChangesAsync();

        var stored = (await session.LoadAsync<Post>(post.Id))!;
        (stored.Title, stored.UpdatedAt, stored.Version).ShouldBe(("raw", post.UpdatedAt, 1));
        post.Title = "mine";
        session.Store(post);
        await session.SaveChangesAsync();
    }

    [Theory]
    [InlineData(nameof(IDocumentSession.Store))]
    [InlineData(nameof(IDocumentSession.Insert))]
    public async Task A_new_document_is_stamped_slugged_and_linked(string way)
    {
        var store = Store(o => o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds), name: way + nameof(A_new_document_is_stamped_slugged_and_linked));
        await using var session = store.LightweightSession();
        Tag tag = new() { Name = "C#" };
        if (way == nameof(IDocumentSession.Insert)) session.Insert(tag);
        else session.Store(tag);
        await session.SaveChangesAsync();
        (tag.Slug, tag.CreatedAt, tag.Version).ShouldBe(("c-sharp", Clock.GetUtcNow(), 1));

        Post post = new() { TagIds = [4711] };
        if (way == nameof(IDocumentSession.Insert)) session.Insert(post);
        else session.Store(post);
        await Should.ThrowAsync<MissingLinkTargetException>(() => session.SaveChangesAsync());
    }

    [Theory]
    [InlineData(DocumentTracking.None, false)]
    [InlineData(DocumentTracking.None, true)]
    [InlineData(DocumentTracking.IdentityOnly, false)]
    [InlineData(DocumentTracking.DirtyTracking, false)]
    public async Task A_stored_document_is_stamped_slugged_and_linked(DocumentTracking tracking, bool update)
    {
        var store = Store(o => o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds), name: $"{tracking}{update}stored");
        await using var session = Open(store, tracking);
        Tag tag = new() { Name = "C#" };
        Post post = new();
        session.Store(tag);
        session.Store(post);
        await session.SaveChangesAsync();
        Clock.Advance(TimeSpan.FromHours(1));

        (tag.Name, tag.Slug) = ("F#", "");
        post.TagIds.Attach(tag.Id);
        Write();
        await session.SaveChangesAsync();
        (tag.Slug, tag.UpdatedAt, tag.Version, post.Version).ShouldBe(("f-sharp", Clock.GetUtcNow(), 2, 2));

        post.TagIds.Attach(4711);
        Write();
        await Should.ThrowAsync<MissingLinkTargetException>(() => session.SaveChangesAsync());

        void Write()
        {
            if (tracking == DocumentTracking.DirtyTracking) return;
            if (update)
            {
                session.Update(tag);
                session.Update(post);
            }
            else
            {
                session.Store(tag);
                session.Store(post);
            }
        }
    }

    [Fact]
    public async Task A_bulk_insert_that_overwrites_makes_copies_stale()
    {
        var store = Store();
        var post = await StoredAsync(store);
        await store.BulkInsertAuditedAsync([new Post { Id = post.Id, Title = "bulk" }], BulkInsertMode.OverwriteExisting);

        await using var session = store.LightweightSession();
        session.Store(post);
        await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task A_soft_DeleteWhere_counts_as_a_change()
    {
        var store = Store(o => o.Schema.For<Post>().SoftDeleted());
        var post = await StoredAsync(store);
        await using var session = store.LightweightSession();
        session.DeleteWhere<Post>(p => p.Title == "Hello");
        await session.SaveChangesAsync();
        (await session.Query<Post>().CountAsync()).ShouldBe(0);

        session.Store(post);
        (await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync())).StoredRevision.ShouldBe(2);
        (await session.Query<Post>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_DefaultDocument_is_overwritten_and_an_insert_of_it_refused()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        session.Store(new Setting { Id = "theme", Value = "dark" });
        await session.SaveChangesAsync();
        session.Store(new Setting { Id = "theme", Value = "light" });
        await session.SaveChangesAsync();
        (await session.LoadAsync<Setting>("theme"))!.Value.ShouldBe("light");

        session.Insert(new Setting { Id = "theme" });
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task An_insert_of_a_stored_id_is_refused()
    {
        var store = Store();
        var post = await StoredAsync(store);
        await using var session = store.LightweightSession();
        session.Insert(new Post { Id = post.Id });
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
    }

    private static async Task<Post> StoredAsync(IDocumentStore store)
    {
        await using var session = store.LightweightSession();
        Post post = new() { Title = "Hello" };
        session.Store(post);
        await session.SaveChangesAsync();
        return post;
    }
}
