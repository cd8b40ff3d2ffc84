using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Slugs;

public class SlugScopeTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static readonly Guid One = new("11111111-1111-1111-1111-111111111111");
    private static readonly Guid Two = new("22222222-2222-2222-2222-222222222222");

    [Fact]
    public async Task Slugs_are_unique_within_the_scope_and_documents_without_one_are_a_scope()
    {
        await SkipBeforePostgres15Async();
        var store = Store();
        (await SaveAsync(store, null, One, One, Two, null, null)).ShouldBe(["intro", "intro-2", "intro", "intro", "intro-2"]);
        (await SaveAsync(store, null, One, Two, null)).ShouldBe(["intro-3", "intro-2", "intro-3"]);
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        store.Storage.Database.ToDatabaseScript().ShouldContain("mt_doc_chapter_uidx_book_idslug");
    }

    [Fact]
    public async Task The_database_refuses_a_slug_twice_in_a_scope_and_among_those_without()
    {
        await SkipBeforePostgres15Async();
        var store = Store();
        await SaveAsync(store, null, One, null);
        foreach (var scope in new Guid?[] { One, null })
        {
            await using var session = store.LightweightSession();
            session.Store(new Chapter { BookId = scope, Slug = "intro" });
            await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        }
    }

    [Fact]
    public async Task A_chapter_is_found_in_its_book_and_a_preview_is_for_one()
    {
        await SkipBeforePostgres15Async();
        var store = Store();
        await SaveAsync(store, null, One, null);
        await using var session = store.QuerySession();
        (await session.FindBySlugAsync<Chapter>("intro", One))!.BookId.ShouldBe(One);
        (await session.FindBySlugAsync<Chapter>("intro", null))!.BookId.ShouldBeNull();
        (await session.FindBySlugAsync<Chapter>("intro", Two)).ShouldBeNull();
        (await session.GetAvailableSlugAsync<Chapter>("Intro", One)).ShouldBe("intro-2");
        (await session.GetAvailableSlugAsync<Chapter>("Intro", null)).ShouldBe("intro-2");
        (await session.GetAvailableSlugAsync<Chapter>("Intro", Two)).ShouldBe("intro");
        (await Should.ThrowAsync<InvalidOperationException>(() => session.FindBySlugAsync<Chapter>("intro"))).Message.ShouldContain("BookId");
        await Should.ThrowAsync<ArgumentException>(() => session.FindBySlugAsync<Chapter>("intro", "a book"));
        await Should.ThrowAsync<InvalidOperationException>(() => session.FindBySlugAsync<Animal>("rex", One));
    }

    [Fact]
    public async Task A_move_keeps_the_slug_is_refused_where_it_is_taken_and_fits_in_on_request()
    {
        await SkipBeforePostgres15Async();
        var store = Store();
        await SaveAsync(store, null, One, Two);
        await using var session = store.LightweightSession();
        var chapter = (await session.FindBySlugAsync<Chapter>("intro", One))!;
        chapter.BookId = null;
        session.Store(chapter);
        await session.SaveChangesAsync();
        chapter.Slug.ShouldBe("intro");

        chapter.BookId = Two;
        session.Store(chapter);
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        session.RegenerateSlug(chapter);
        await session.SaveChangesAsync();
        chapter.Slug.ShouldBe("intro-2");

        chapter.BookId = One;
        session.RegenerateSlug(chapter);
        await session.SaveChangesAsync();
        chapter.Slug.ShouldBe("intro");
    }

    [Fact]
    public async Task Scopes_tenants_and_soft_deletions_go_together()
    {
        await SkipBeforePostgres15Async();
        var store = Store(o => o.Schema.For<Chapter>().MultiTenanted().SoftDeleted());
        (await SaveAsync(store, "a", One, One, null)).ShouldBe(["intro", "intro-2", "intro"]);
        (await SaveAsync(store, "b", One, null)).ShouldBe(["intro", "intro"]);
        await using (var session = store.LightweightSession("a"))
        {
            session.DeleteWhere<Chapter>(c => c.Slug == "intro");
            await session.SaveChangesAsync();
        }

        (await SaveAsync(store, "a", One, null)).ShouldBe(["intro", "intro"]);
        (await SaveAsync(store, "b", One, null)).ShouldBe(["intro-2", "intro-2"]);
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task A_scope_may_be_configured_and_bad_ones_are_told()
    {
        await SkipBeforePostgres15Async();
        var store = Store(o => o.UseAdvancedAlchemy(a => a.Slugs<Headline>(s => s.Within(h => h.Author))));
        await using var session = store.LightweightSession();
        Headline a = new() { Title = "x", Author = "a" }, b = new() { Title = "x", Author = "b" };
        session.Store(a, b);
        await session.SaveChangesAsync();
        (a.Slug, b.Slug).ShouldBe(("x", "x"));
        (await session.FindBySlugAsync<Headline>("x", "b"))!.Id.ShouldBe(b.Id);

        Should.Throw<ArgumentException>(() => Store(o => o.UseAdvancedAlchemy(x => x.Slugs<Headline>(h => h.Within(y => y.Title.Length)))));
        var wrong = Store(o => o.UseAdvancedAlchemy(x => x.Slugs<Headline>(h => h.Within(y => y.Stamp))), name: "wrong");
        await using var failing = wrong.LightweightSession();
        Should.Throw<InvalidOperationException>(() => failing.Store(new Headline { Title = "x" })).Message.ShouldContain("Guid, string, int or long");
    }

    [Fact]
    public async Task Thirty_sessions_race_in_each_of_three_scopes()
    {
        await SkipBeforePostgres15Async();
        var store = Store();
        await SaveAsync(store, null, Guid.NewGuid());
        var results = await RaceAsync(30, i =>
        {
            var session = store.LightweightSession();
            session.Store(new Chapter { Title = "Intro", BookId = One }, new Chapter { Title = "Intro", BookId = null }, new Chapter { Title = "Intro", BookId = Two });
            return Task.FromResult<Func<Task>>(async () =>
            {
                await using (session) await session.SaveChangesAsync();
            });
        });
        results.ShouldAllBe(r => r == null);
        await using var query = store.QuerySession();
        foreach (var scope in new Guid?[] { One, Two, null })
        {
            var slugs = await query.Query<Chapter>().Where(c => c.BookId == scope).Select(c => c.Slug).ToListAsync();
            slugs.ShouldBe(Enumerable.Range(1, 30).Select(i => i == 1 ? "intro" : $"intro-{i}"), ignoreOrder: true);
        }
    }

    private static async Task<string[]> SaveAsync(DocumentStore store, string? tenant, params Guid?[] books)
    {
        await using var session = tenant is null ? store.LightweightSession() : store.LightweightSession(tenant);
        var chapters = books.Select(b => new Chapter { BookId = b, Title = "Intro" }).ToArray();
        session.Store(chapters);
        await session.SaveChangesAsync();
        return [.. chapters.Select(c => c.Slug)];
    }
}
