using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Slugs;

public class OldSlugTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory]
    [InlineData(DocumentTracking.None, false)]
    [InlineData(DocumentTracking.IdentityOnly, false)]
    [InlineData(DocumentTracking.DirtyTracking, false)]
    [InlineData(DocumentTracking.None, true)]
    [InlineData(DocumentTracking.DirtyTracking, true)]
    public async Task An_old_slug_leads_to_the_document_and_tells_the_new_one(DocumentTracking tracking, bool byHand)
    {
        var store = Keeping(name: $"{tracking}{byHand}");
        var tag = await SaveAsync(store, "Race");
        await using var session = Open(store, tracking);
        foreach (var name in new[] { "Run", "Walk" })
        {
            var loaded = (await session.LoadAsync<Tag>(tag.Id))!;
            loaded.Name = name;
            if (byHand) loaded.Slug = name.ToLowerInvariant();
            else session.RegenerateSlug(loaded);
            if (tracking != DocumentTracking.DirtyTracking) session.Store(loaded);
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        foreach (var old in new[] { "race", "run" })
        {
            var match = (await query.ResolveSlugAsync<Tag>(old))!;
            (match.Document.Id, match.IsCurrent, match.Slug).ShouldBe((tag.Id, false, "walk"));
            (await query.FindBySlugAsync<Tag>(old)).ShouldBeNull();
        }

        (await query.ResolveSlugAsync<Tag>("walk"))!.IsCurrent.ShouldBeTrue();
        (await query.ResolveSlugAsync<Tag>("' or true --")).ShouldBeNull();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task Generation_avoids_old_slugs_of_others_and_a_document_gets_its_own_back()
    {
        var store = Keeping();
        var tag = await SaveAsync(store, "Race");
        await RenameAsync(store, tag, "Run");
        (await SaveAsync(store, "Race")).Slug.ShouldBe("race-2");
        await using (var session = store.QuerySession()) (await session.GetAvailableSlugAsync<Tag>("Race")).ShouldBe("race-3");
        await RenameAsync(store, tag, "Race");
        tag.Slug.ShouldBe("race");
        await using var query = store.QuerySession();
        (await query.ResolveSlugAsync<Tag>("run"))!.Slug.ShouldBe("race");
        (await query.Query<OldSlug>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Old_slugs_are_reused_where_the_settings_say_so_and_by_hand()
    {
        var store = Keeping(reusable: true);
        var tag = await SaveAsync(store, "Race");
        await RenameAsync(store, tag, "Run");
        var second = await SaveAsync(store, "Race");
        second.Slug.ShouldBe("race");
        await using var query = store.QuerySession();
        (await query.ResolveSlugAsync<Tag>("race"))!.Document.Id.ShouldBe(second.Id);

        var third = await SaveAsync(store, "Other");
        await using var session = store.LightweightSession();
        tag.Slug = "other-old";
        session.Store(tag);
        await session.SaveChangesAsync();
        third.Slug = "run";
        session.Store(third);
        await session.SaveChangesAsync();
        third.Slug = "third";
        session.Store(third);
        await session.SaveChangesAsync();
        (await query.ResolveSlugAsync<Tag>("run"))!.Document.Id.ShouldBe(third.Id);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_deletion_takes_them_along_and_a_soft_one_leaves_them(bool isChecked, bool soft)
    {
        var store = Keeping(configure: o =>
        {
            if (soft) o.Schema.For<Tag>().SoftDeleted();
        }, name: $"deletion{isChecked}{soft}");
        var tag = await SaveAsync(store, "Race");
        await RenameAsync(store, tag, "Run");
        await using var session = store.LightweightSession();
        if (isChecked) session.DeleteChecked(tag);
        else session.Delete(tag);
        await session.SaveChangesAsync();
        (await session.ResolveSlugAsync<Tag>("race")).ShouldBeNull();
        (await session.Query<OldSlug>().CountAsync()).ShouldBe(soft ? 1 : 0);
        var next = await SaveAsync(store, "Race");
        next.Slug.ShouldBe("race");
        if (!soft) return;

        session.UndoDeleteWhere<Tag>(t => t.Id == tag.Id);
        await session.SaveChangesAsync();
        (await session.ResolveSlugAsync<Tag>("race"))!.Document.Id.ShouldBe(next.Id);
        session.HardDelete(tag);
        await session.SaveChangesAsync();
        (await session.Query<OldSlug>().CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tenants_have_their_own(bool everything)
    {
        var store = Keeping(configure: o =>
        {
            if (everything) o.Policies.AllDocumentsAreMultiTenanted();
            else o.Schema.For<Tag>().MultiTenanted();
        }, name: "tenants" + everything);
        Tag a = new() { Name = "Race" }, b = new() { Name = "Race" };
        await using var session = store.LightweightSession("a");
        session.Store(a);
        session.ForTenant("b").Store(b);
        await session.SaveChangesAsync();
        a.Name = b.Name = "Run";
        session.RegenerateSlug(a);
        await session.SaveChangesAsync();
        await using var other = store.LightweightSession("b");
        (await other.ResolveSlugAsync<Tag>("race"))!.IsCurrent.ShouldBeTrue();
        (await other.GetAvailableSlugAsync<Tag>("Run")).ShouldBe("run");
        session.ForTenant("b").RegenerateSlug(b);
        await session.SaveChangesAsync();
        (await other.ResolveSlugAsync<Tag>("race"))!.Document.Id.ShouldBe(b.Id);
        (await session.ResolveSlugAsync<Tag>("race"))!.Document.Id.ShouldBe(a.Id);
        other.Delete(b);
        await other.SaveChangesAsync();
        (await other.ResolveSlugAsync<Tag>("race")).ShouldBeNull();
        (await session.ResolveSlugAsync<Tag>("race"))!.Slug.ShouldBe("run");
    }

    [Fact]
    public async Task A_moved_chapter_is_found_where_it_was()
    {
        await SkipBeforePostgres15Async();
        var store = Store(o => o.UseAdvancedAlchemy(a => a.Slugs<Chapter>(s => s.KeepOld())));
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        await using var session = store.LightweightSession();
        Chapter chapter = new() { Title = "Intro", BookId = one };
        session.Store(chapter);
        await session.SaveChangesAsync();
        chapter.BookId = two;
        session.RegenerateSlug(chapter);
        await session.SaveChangesAsync();
        var match = (await session.ResolveSlugAsync<Chapter>("intro", one))!;
        (match.IsCurrent, match.Document.BookId).ShouldBe((false, two));
        (await session.ResolveSlugAsync<Chapter>("intro", two))!.IsCurrent.ShouldBeTrue();
        (await session.ResolveSlugAsync<Chapter>("intro", null)).ShouldBeNull();
        (await session.GetAvailableSlugAsync<Chapter>("Intro", one)).ShouldBe("intro-2");
    }

    [Fact]
    public async Task A_failed_save_keeps_nothing_and_the_next_its_own()
    {
        var store = Keeping();
        var tag = await SaveAsync(store, "Race");
        await using var session = store.LightweightSession();
        tag.Name = "Run";
        session.RegenerateSlug(tag);
        session.Insert(new Tag { Id = tag.Id, Name = "x" });
        await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        await using var query = store.QuerySession();
        (await query.Query<OldSlug>().AnyAsync()).ShouldBeFalse();
        session.EjectAllPendingChanges();
        tag.Name = "Walk";
        session.RegenerateSlug(tag);
        await session.SaveChangesAsync();
        (await query.ResolveSlugAsync<Tag>("race"))!.Slug.ShouldBe("walk");
        (await query.ResolveSlugAsync<Tag>("run")).ShouldBeNull();
    }

    [Fact]
    public async Task Thirty_documents_are_renamed_to_one_title_at_once()
    {
        var store = Keeping();
        List<Tag> tags = [];
        for (var i = 0; i < 30; i++) tags.Add(await SaveAsync(store, $"Title {(char)('a' + (i % 26))}{i}x"));
        var before = tags.Select(t => t.Slug).ToArray();
        var results = await RaceAsync(30, i =>
        {
            var session = store.LightweightSession();
            tags[i].Name = "Race";
            session.RegenerateSlug(tags[i]);
            return Task.FromResult<Func<Task>>(async () =>
            {
                await using (session) await session.SaveChangesAsync();
            });
        });
        results.ShouldAllBe(r => r == null);
        tags.Select(t => t.Slug).ShouldBe(Enumerable.Range(1, 30).Select(i => i == 1 ? "race" : $"race-{i}"), ignoreOrder: true);
        await using var query = store.QuerySession();
        for (var i = 0; i < 30; i++) (await query.ResolveSlugAsync<Tag>(before[i]))!.Document.Id.ShouldBe(tags[i].Id);
    }

    [Fact]
    public async Task Of_two_renames_at_once_no_slug_is_lost()
    {
        var store = Store(o => o.UseAdvancedAlchemy(a => a.Slugs<Memo>(s => s.KeepOld())));
        Memo memo = new() { Slug = "first" };
        await using (var session = store.LightweightSession())
        {
            session.Store(memo);
            await session.SaveChangesAsync();
        }

        var results = await RaceAsync(20, i =>
        {
            var session = store.LightweightSession();
            session.Store(new Memo { Id = memo.Id, Slug = $"memo {i}" });
            return Task.FromResult<Func<Task>>(async () =>
            {
                await using (session) await session.SaveChangesAsync();
            });
        });
        results.ShouldAllBe(r => r == null);
        await using var query = store.QuerySession();
        foreach (var slug in Enumerable.Range(0, 20).Select(i => $"memo {i}").Append("first"))
        {
            (await query.ResolveSlugAsync<Memo>(slug))!.Document.Id.ShouldBe(memo.Id);
        }
    }

    private DocumentStore Keeping(bool reusable = false, Action<StoreOptions>? configure = null, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => Store(
        o =>
        {
            o.UseAdvancedAlchemy(a => a.Slugs<Tag>(s => s.KeepOld(reusable)));
            configure?.Invoke(o);
        },
        name: name);

    private static async Task<Tag> SaveAsync(DocumentStore store, string name)
    {
        await using var session = store.LightweightSession();
        Tag tag = new() { Name = name };
        session.Store(tag);
        await session.SaveChangesAsync();
        return tag;
    }

    private static async Task RenameAsync(DocumentStore store, Tag tag, string name)
    {
        await using var session = store.LightweightSession();
        tag.Name = name;
        session.RegenerateSlug(tag);
        await session.SaveChangesAsync();
    }
}
