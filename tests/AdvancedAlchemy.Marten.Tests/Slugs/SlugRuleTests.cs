using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Slugs;

/// <summary>Reserved words, candidates, regeneration, hierarchies.</summary>
public class SlugRuleTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_reserved_word_is_passed_over_with_and_without_a_number()
    {
        var store = Store(o => o.UseAdvancedAlchemy(a => a.ReserveSlugs("New", "edit").Slugs<Tag>(s => s.Reserve("new-3", "tags"))));
        (await SaveAsync(store, "new", "New", "edit", "Tags", "other")).ShouldBe(["new-2", "new-4", "edit-2", "tags-2", "other"]);
        await using var session = store.LightweightSession();
        (await session.GetAvailableSlugAsync<Tag>("new")).ShouldBe("new-5");
        Article article = new() { Title = "Tags" }, fresh = new() { Title = "New" };
        session.Store(article, fresh);
        await session.SaveChangesAsync();
        (article.Slug, fresh.Slug).ShouldBe(("tags", "new-2"));
    }

    [Fact]
    public async Task An_assigned_reserved_word_is_refused_and_a_stored_one_may_stay()
    {
        var before = Store();
        Tag stored = new() { Name = "x", Slug = "admin" };
        await using (var session = before.LightweightSession())
        {
            session.Store(stored);
            await session.SaveChangesAsync();
        }

        var store = Store(o => o.UseAdvancedAlchemy(a => a.ReserveSlugs("admin", "new")));
        await using (var session = store.LightweightSession())
        {
            stored.Name = "y";
            session.Store(stored);
            await session.SaveChangesAsync();
            session.RegenerateSlug(stored);
            await session.SaveChangesAsync();
            stored.Slug.ShouldBe("y");
            stored.Name = stored.Slug = "New";
            session.Store(stored);
            (await Should.ThrowAsync<ReservedSlugException>(() => session.SaveChangesAsync())).Slug.ShouldBe("New");
        }

        await using var other = store.LightweightSession();
        other.Store(new Tag { Name = "z", Slug = "admin" });
        await Should.ThrowAsync<ReservedSlugException>(() => other.SaveChangesAsync());
    }

    [Fact]
    public async Task Candidates_are_tried_before_numbers()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Headline[] headlines = [new() { Title = "Race" }, new() { Title = "Race", Author = "Ann" }, new() { Title = "Race", Author = "Ann" }, new() { Title = "Race" }];
        session.Store(headlines);
        await session.SaveChangesAsync();
        headlines.Select(h => h.Slug).ShouldBe(["race", "race-ann", "race-2", "race-3"]);
        Headline bob = new() { Title = "Race", Author = "Bob" }, empty = new() { Title = "!", Author = null };
        session.Store(bob, empty);
        await session.SaveChangesAsync();
        bob.Slug.ShouldBe("race-bob");
        empty.Slug.Length.ShouldBe(12);
    }

    [Fact]
    public async Task A_source_that_throws_fails_the_save_and_nothing_else()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Headline good = new() { Title = "good" }, bad = new() { Title = "broken" };
        session.Store(good, bad);
        await Should.ThrowAsync<FormatException>(() => session.SaveChangesAsync());
        bad.Title = "mended";
        await session.SaveChangesAsync();
        (good.Slug, bad.Slug).ShouldBe(("good", "mended"));
    }

    [Theory]
    [InlineData(DocumentTracking.None)]
    [InlineData(DocumentTracking.IdentityOnly)]
    [InlineData(DocumentTracking.DirtyTracking)]
    public async Task A_regenerated_slug_follows_the_source_and_stays_where_it_is_the_same(DocumentTracking tracking)
    {
        var store = Store(name: nameof(A_regenerated_slug_follows_the_source_and_stays_where_it_is_the_same) + tracking);
        await SaveAsync(store, "Race", "Race", "Race");
        await using var session = Open(store, tracking);
        var second = (await session.FindBySlugAsync<Tag>("race-2"))!;
        session.RegenerateSlug(second);
        await session.SaveChangesAsync();
        second.Slug.ShouldBe("race-2");
        second.Slug = "";
        session.Store(second);
        await session.SaveChangesAsync();
        second.Slug.ShouldBe("race-2");
        second.Name = "Run";
        session.RegenerateSlug(second);
        await session.SaveChangesAsync();
        second.Slug.ShouldBe("run");
        await using var query = store.QuerySession();
        (await query.LoadAsync<Tag>(second.Id))!.Slug.ShouldBe("run");
    }

    [Fact]
    public async Task Documents_of_a_hierarchy_share_their_slugs()
    {
        var store = Store(o => o.Schema.For<Animal>().AddSubClass<Cat>().AddSubClass<Dog>());
        await using var session = store.LightweightSession();
        Cat cat = new() { Name = "Rex" };
        Dog dog = new() { Name = "Rex" };
        session.Store(cat);
        session.Store(dog);
        session.Store(new Animal { Name = "Rex" });
        await session.SaveChangesAsync();
        (cat.Slug, dog.Slug).ShouldBe(("rex", "rex-2"));
        (await session.FindBySlugAsync<Dog>("rex-2"))!.Id.ShouldBe(dog.Id);
        (await session.GetAvailableSlugAsync<Cat>("Rex")).ShouldBe("rex-4");
    }

    [Fact]
    public async Task A_slugged_subclass_of_a_type_without_slugs_is_told_what_to_do()
    {
        var store = Store(o => o.Schema.For<Vehicle>().AddSubClass<Car>());
        await using var session = store.LightweightSession();
        session.Store(new Car { Name = "x" });
        (await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync())).Message.ShouldContain("Let Vehicle be ISlugged");
    }

    [Fact]
    public async Task Slugs_of_a_subclass_cannot_be_kept_without_those_of_its_root()
    {
        var store = Store(o =>
        {
            o.UseAdvancedAlchemy(a => a.Slugs<Cat>(s => s.KeepOld()));
            o.Schema.For<Animal>().AddSubClass<Cat>();
        });
        await using var session = store.LightweightSession();
        session.Store(new Cat { Name = "x" });
        (await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync())).Message.ShouldContain("for Animal");
    }

    private static async Task<string[]> SaveAsync(DocumentStore store, params string[] names)
    {
        await using var session = store.LightweightSession();
        var tags = names.Select(n => new Tag { Name = n }).ToArray();
        session.Store(tags);
        await session.SaveChangesAsync();
        return [.. tags.Select(t => t.Slug)];
    }
}
