using AdvancedAlchemy.Marten.Testing;

namespace AdvancedAlchemy.Marten.Tests.Docs;

/// <summary>The code of docs/slugs.md.</summary>
public class SlugsPageTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Namesakes_are_numbered()
    {
        var store = Store();
        await using var session = store.LightweightSession();

        #region save
        Talk first = new() { Title = "What's new in C#?" }, second = new() { Title = "What's new in C#?" };
        session.Store(first, second);
        await session.SaveChangesAsync();

        first.Slug.ShouldBe("whats-new-in-c-sharp");
        second.Slug.ShouldBe("whats-new-in-c-sharp-2");
        #endregion

        #region rename
        first.Title = "What's old in C#?";
        first.Slug = "";                               // without this line the slug stays as it is
        session.Store(first);
        await session.SaveChangesAsync();
        first.Slug.ShouldBe("whats-old-in-c-sharp");
        #endregion
    }

    [Theory]
    [InlineData("C#", "c-sharp", "c", "c-sharp")]
    [InlineData("C++", "c-plus-plus", "c", "c-plus-plus")]
    [InlineData("Straße", "strasse", "strae", "straße")]
    [InlineData("Москва", "moskva", "", "москва")]
    [InlineData("日本語", "", "", "日本語")]
    public void The_rules_differ_as_the_table_says(string text, string byDefault, string advancedAlchemy, string unicode) =>
        (Slugifier.Default.Slugify(text), Slugifier.AdvancedAlchemy.Slugify(text), Slugifier.Unicode.Slugify(text)).ShouldBe((byDefault, advancedAlchemy, unicode));

    [Fact]
    public async Task A_source_may_be_put_together()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Venue venue = new() { City = "Köln", Hall = "Gürzenich" };
        session.Store(venue);
        await session.SaveChangesAsync();
        venue.Slug.ShouldBe("koln-gurzenich");
    }

    [Fact]
    public async Task The_rules_are_a_setting()
    {
        #region rules
        var store = Store(o => o.UseAdvancedAlchemy(a => a.Slugifier = Slugifier.AdvancedAlchemy));
        #endregion

        await using var session = store.LightweightSession();
        Talk talk = new() { Title = "C# & Straße" };
        session.Store(talk);
        await session.SaveChangesAsync();
        talk.Slug.ShouldBe("c-strae");
    }

    [Fact]
    public async Task Slugs_are_looked_up_and_told_beforehand()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        session.Store(new Talk { Title = "Keynote" });
        await session.SaveChangesAsync();

        #region lookup
        var talk = await session.FindBySlugAsync<Talk>("keynote");             // null: no such page
        var preview = await session.GetAvailableSlugAsync<Talk>("Keynote");    // keynote-2; nothing is reserved
        #endregion

        talk!.Title.ShouldBe("Keynote");
        preview.ShouldBe("keynote-2");
    }

    [Fact]
    public async Task A_soft_deleted_document_gives_its_slug_back_and_tenants_have_their_own()
    {
        #region scopes
        var store = Store(o => o.Schema.For<Talk>().SoftDeleted().MultiTenanted());
        #endregion

        foreach (var tenant in new[] { "one", "two" })
        {
            await using var session = store.LightweightSession(tenant);
            Talk gone = new() { Title = "Keynote" };
            session.Store(gone);
            await session.SaveChangesAsync();
            session.Delete(gone);
            await session.SaveChangesAsync();
            Talk next = new() { Title = "Keynote" };
            session.Store(next);
            await session.SaveChangesAsync();
            (gone.Slug, next.Slug).ShouldBe(("keynote", "keynote"));
        }
    }
}
