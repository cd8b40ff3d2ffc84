using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Slugs;

public class SlugTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory] // promise 2
    [InlineData(DocumentTracking.None)]
    [InlineData(DocumentTracking.IdentityOnly)]
    [InlineData(DocumentTracking.DirtyTracking)]
    public async Task A_slug_is_made_of_the_source_and_kept(DocumentTracking tracking)
    {
        var store = Store();
        await using var session = Open(store, tracking);
        Article article = new() { Title = "Learning C#" };
        session.Store(article);
        await session.SaveChangesAsync();
        article.Slug.ShouldBe("learning-c-sharp");
        article.Title = "Another title";
        session.Store(article);
        await session.SaveChangesAsync();
        await using var query = store.QuerySession();
        (await query.LoadAsync<Article>(article.Id))!.Slug.ShouldBe("learning-c-sharp");
    }

    [Fact]
    public async Task Namesakes_get_numbers_within_a_save_and_between_saves()
    {
        var store = Store();
        (await SaveAsync(store, "Race", "Race", "Race 2", "Other")).ShouldBe(["race", "race-2", "race-2-2", "other"]);
        (await SaveAsync(store, "Race", "Other", "Race 2")).ShouldBe(["race-3", "other-2", "race-2-3"]);
    }

    [Fact]
    public async Task A_slug_of_the_callers_own_is_kept_and_avoided()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Tag made = new() { Name = "Race" }, own = new() { Name = "x", Slug = "race" };
        session.Store(made, own);
        await session.SaveChangesAsync();
        (made.Slug, own.Slug).ShouldBe(("race-2", "race"));
        session.Store(new Tag { Name = "y", Slug = "race" });
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task A_source_without_usable_characters_gets_a_random_slug()
    {
        var slugs = await SaveAsync(Store(), "!!!", "", "???");
        slugs.ShouldAllBe(s => s.Length == 12 && s.All(char.IsAsciiLetterOrDigit));
        slugs.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Long_slugs_make_room_for_the_number()
    {
        var title = new string('x', 150);
        var slugs = await SaveAsync(Store(), [.. Enumerable.Repeat(title, 12)]);
        slugs.ShouldAllBe(s => s.Length == SlugLimits.MaxLength);
        slugs[^1].ShouldEndWith("x-12");
        slugs.Distinct().Count().ShouldBe(12);
    }

    [Fact]
    public async Task Hundreds_of_namesakes_are_numbered_without_gaps()
    {
        var store = Store();
        for (var i = 0; i < 5; i++) await SaveAsync(store, [.. Enumerable.Repeat("Race", 100)]);
        (await SaveAsync(store, "Race")).ShouldBe(["race-501"]);
    }

    [Fact]
    public async Task Numbers_of_deleted_namesakes_do_no_harm()
    {
        var store = Store();
        await SaveAsync(store, [.. Enumerable.Repeat("Race", 40)]);
        await using (var session = store.LightweightSession())
        {
            session.QueueSqlCommand($"delete from {store.Options.DatabaseSchemaName}.mt_doc_tag where data ->> 'Slug' in ('race-2', 'race-7', 'race-16')");
            await session.SaveChangesAsync();
        }

        var slugs = await SaveAsync(store, [.. Enumerable.Repeat("Race", 10)]);
        slugs.Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public async Task Tenants_do_not_see_each_others_slugs()
    {
        var store = Store(o => o.Policies.AllDocumentsAreMultiTenanted());
        await using var session = store.LightweightSession("a");
        Tag one = new() { Name = "Race" }, two = new() { Name = "Race" }, three = new() { Name = "Race" };
        session.Store(one);
        session.Store(two);
        session.ForTenant("b").Store(three);
        await session.SaveChangesAsync();
        (one.Slug, two.Slug, three.Slug).ShouldBe(("race", "race-2", "race"));
        (await session.GetAvailableSlugAsync<Tag>("Race")).ShouldBe("race-3");
        await using var other = store.QuerySession("b");
        (await other.GetAvailableSlugAsync<Tag>("Race")).ShouldBe("race-2");
    }

    [Fact] // P11
    public async Task A_soft_deleted_document_does_not_hold_its_slug()
    {
        var store = Store(o => o.Policies.AllDocumentsSoftDeleted());
        (await SaveAsync(store, "Race")).ShouldBe(["race"]);
        await using (var session = store.LightweightSession())
        {
            session.Delete<Tag>(1);
            await session.SaveChangesAsync();
        }

        (await SaveAsync(store, "Race")).ShouldBe(["race"]);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task The_index_is_named_as_Marten_would_and_the_schema_settles()
    {
        var store = Store(o => o.Schema.For<Tag>());
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        store.Storage.Database.ToDatabaseScript().ShouldContain("mt_doc_tag_uidx_slug");
    }

    [Fact]
    public async Task An_available_slug_is_told_beforehand()
    {
        var store = Store();
        await SaveAsync(store, "Race", "Race");
        await using var session = store.QuerySession();
        (await session.GetAvailableSlugAsync<Tag>("Race")).ShouldBe("race-3");
        (await session.GetAvailableSlugAsync<Tag>("New")).ShouldBe("new");
        (await session.GetAvailableSlugAsync<Tag>("!")).ShouldBe("");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5)] // fewer connections than sessions
    public async Task Of_thirty_racing_sessions_nobody_fails(int connections)
    {
        var store = Store(connection: $"{ConnectionString};Maximum Pool Size={connections};Timeout=300");
        await SaveAsync(store, "Warm");
        var results = await RaceAsync(30, _ =>
        {
            var session = store.LightweightSession();
            session.Store(new Tag { Name = "Race" });
            return Task.FromResult<Func<Task>>(async () =>
            {
                await using (session) await session.SaveChangesAsync();
            });
        });
        results.ShouldAllBe(r => r == null);
        (await SlugsAsync(store)).Where(s => s != "warm").ShouldBe(Enumerable.Range(1, 30).Select(i => i == 1 ? "race" : $"race-{i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Sessions_with_several_titles_in_any_order_do_not_deadlock()
    {
        var store = Store();
        await SaveAsync(store, "Warm");
        var results = await RaceAsync(32, i =>
        {
            var session = store.LightweightSession();
            foreach (var n in Enumerable.Range(0, 20).OrderBy(n => (n * 7919 * (i + 1)) % 101)) session.Store(new Tag { Name = $"Title {(char)('a' + n)}" });
            return Task.FromResult<Func<Task>>(async () =>
            {
                await using (session) await session.SaveChangesAsync();
            });
        });
        results.ShouldAllBe(r => r == null);
        (await SlugsAsync(store)).Count.ShouldBe((32 * 20) + 1);
    }

    private static async Task<string[]> SaveAsync(DocumentStore store, params string[] names)
    {
        await using var session = store.LightweightSession();
        var tags = names.Select(n => new Tag { Name = n }).ToArray();
        session.Store(tags);
        await session.SaveChangesAsync();
        return [.. tags.Select(t => t.Slug)];
    }

    private static async Task<IReadOnlyList<string>> SlugsAsync(DocumentStore store)
    {
        await using var session = store.QuerySession();
        return await session.QueryAsync<string>($"select data ->> 'Slug' from {store.Options.DatabaseSchemaName}.mt_doc_tag");
    }
}
