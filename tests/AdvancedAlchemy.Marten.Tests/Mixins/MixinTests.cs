using System.Text.Json;
using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Mixins;

/// <summary>Documents whose mixin members are generated behave as those of the bases do.</summary>
public class MixinTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public static TheoryData<DocumentTracking> Sessions => [DocumentTracking.None, DocumentTracking.IdentityOnly, DocumentTracking.DirtyTracking];

    [Fact]
    public async Task A_save_fills_the_generated_members_and_a_load_brings_them_back()
    {
        var store = Store();
        await using var session = store.LightweightSession();

        #region save
        Article article = new() { Title = "Learning C#" };
        session.Store(article);
        await session.SaveChangesAsync();

        article.Slug.ShouldBe("learning-c-sharp");
        article.CreatedAt.ShouldBe(Clock.GetUtcNow());
        article.Version.ShouldBe(1);
        #endregion

        await using var query = store.QuerySession();
        var loaded = (await query.LoadAsync<Article>(article.Id))!;
        (loaded.Title, loaded.Slug, loaded.CreatedAt, loaded.UpdatedAt, loaded.Version)
            .ShouldBe(("Learning C#", "learning-c-sharp", article.CreatedAt, article.CreatedAt, 1));
        (await query.Query<Article>().SingleAsync(a => a.Slug == "learning-c-sharp" && a.CreatedAt <= article.UpdatedAt)).Id.ShouldBe(article.Id);
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task A_loaded_document_is_stamped_anew_unless_the_time_was_assigned(DocumentTracking tracking)
    {
        var store = Store();
        var created = Clock.GetUtcNow();
        var id = await StoredAsync(store, new Article { Title = "One" }, a => a.Id);
        Clock.Advance(TimeSpan.FromMinutes(1));

        await using var session = Open(store, tracking);
        var article = (await session.LoadAsync<Article>(id))!;
        article.Title = "Two";
        session.Store(article);
        await session.SaveChangesAsync();
        (article.CreatedAt, article.UpdatedAt).ShouldBe((created, Clock.GetUtcNow()));

        DateTimeOffset mine = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        article.Title = "Three";
        article.UpdatedAt = mine;
        session.Store(article);
        await session.SaveChangesAsync();
        article.UpdatedAt.ShouldBe(mine);
        article.Slug.ShouldBe("one");
    }

    [Fact]
    public void The_body_has_the_members_of_the_mixins_and_nothing_else()
    {
        Names(new Article()).ShouldBe(["Id", "Title", "Content", "Slug", "Version", "CreatedAt", "UpdatedAt"]);
        Names(new Memo("x")).ShouldBe(["Title", "Id", "Slug", "Version", "CreatedAt", "UpdatedAt", "CreatedBy", "UpdatedBy"], ignoreOrder: true);

        static string[] Names<T>(T document) => [.. JsonSerializer.SerializeToElement(document).EnumerateObject().Select(p => p.Name)];
    }

    [Fact]
    public async Task A_record_without_a_base_has_slug_stamps_users_and_sentinel()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        session.LastModifiedBy = "ann";
        Memo one = new("Same"), two = new("Same");
        session.Store(one, two);
        await session.SaveChangesAsync();
        (one.Slug, two.Slug).ShouldBe(("same", "same-2"));
        (one.CreatedBy, one.UpdatedBy, one.CreatedAt, one.Version).ShouldBe(("ann", "ann", Clock.GetUtcNow(), 1));

        await using var other = store.LightweightSession();
        other.LastModifiedBy = "bob";
        var his = (await other.LoadAsync<Memo>(one.Id))!;
        his.ShouldBe(one);
        other.Store(his);
        await other.SaveChangesAsync();
        (his.CreatedBy, his.UpdatedBy, his.Version).ShouldBe(("ann", "bob", 2));

        session.Store(one);
        var failure = await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
        (failure.HeldRevision, failure.StoredRevision).ShouldBe((1, 2));
        failure.ShouldBeAssignableTo<ConcurrencyException>();
    }

    [Fact]
    public async Task Members_of_the_users_own_are_kept()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        session.LastModifiedBy = "ann";
        Lecture draft = new() { Speaker = "Ada", Subject = "Engines" }, named = new() { Speaker = "Ada", Subject = "Engines", Slug = "" };
        session.Store(draft, named);
        await session.SaveChangesAsync();
        (draft.Slug, named.Slug, named.CreatedBy).ShouldBe(("draft", "ada-engines", "ann"));
    }

    [Fact]
    public async Task A_subclass_takes_part_in_loading_and_stamps_still_settle()
    {
        var store = Store();
        var id = await StoredAsync(store, new Chapter { Body = "It was a dark night" }, c => c.Id);
        await using var session = store.LightweightSession();
        var chapter = (await session.LoadAsync<Chapter>(id))!;
        chapter.Words().ShouldBe(5);
        await ShouldBeStampedAnewAsync(session, chapter);
    }

    [Fact]
    public async Task A_type_that_settles_the_stamps_itself_takes_part_in_loading()
    {
        var store = Store();
        var id = await StoredAsync(store, new Poem { Body = "a\nb" }, p => p.Id);
        await using var session = store.LightweightSession();
        var poem = (await session.LoadAsync<Poem>(id))!;
        poem.Lines().ShouldBe(2);
        await ShouldBeStampedAnewAsync(session, poem);
    }

    [Fact]
    public async Task A_nested_type_of_a_generic_one_is_stored_too()
    {
        var store = Store(o => o.Schema.For<Shelf.Box<int>.Item>().DocumentAlias("shelf_item"));
        var id = await StoredAsync(store, new Shelf.Box<int>.Item { Name = "Blue box", Content = 3 }, i => i.Id);
        await using var session = store.QuerySession();
        var item = (await session.LoadAsync<Shelf.Box<int>.Item>(id))!;
        (item.Slug, item.Content, item.CreatedAt).ShouldBe(("blue-box", 3, Clock.GetUtcNow()));
    }

    private async Task ShouldBeStampedAnewAsync<T>(IDocumentSession session, T document) where T : IAudited
    {
        var created = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromMinutes(1));
        session.Store(document);
        await session.SaveChangesAsync();
        (document.CreatedAt, document.UpdatedAt).ShouldBe((created, Clock.GetUtcNow()));
    }

    private static async Task<Guid> StoredAsync<T>(IDocumentStore store, T document, Func<T, Guid> id) where T : notnull
    {
        await using var session = store.LightweightSession();
        session.Store(document);
        await session.SaveChangesAsync();
        return id(document);
    }
}
