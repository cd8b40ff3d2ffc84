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

    [Fact]
    public async Task A_slug_is_made_anew_on_request()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Talk talk = new() { Title = "Keynote" };
        session.Store(talk);
        await session.SaveChangesAsync();

        #region regenerate
        talk.Title = "Opening keynote";
        session.RegenerateSlug(talk);                  // queues the document as well
        await session.SaveChangesAsync();
        talk.Slug.ShouldBe("opening-keynote");
        #endregion
    }

    [Fact]
    public async Task Candidates_come_before_numbers()
    {
        var store = Store();
        await using var session = store.LightweightSession();

        #region candidates
        Interview first = new() { Title = "Interview", Guest = "Ada" }, second = new() { Title = "Interview", Guest = "Grace" };
        session.Store(first, second);
        await session.SaveChangesAsync();
        second.Slug.ShouldBe("interview-grace");
        #endregion
    }

    [Fact]
    public async Task A_lesson_has_its_slug_within_its_course()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        var (sql, csharp) = (Guid.NewGuid(), Guid.NewGuid());

        #region within
        Lesson one = new() { CourseId = sql, Title = "Introduction" }, other = new() { CourseId = csharp, Title = "Introduction" };
        session.Store(one, other);
        await session.SaveChangesAsync();
        other.Slug.ShouldBe("introduction");
        var lesson = await session.FindBySlugAsync<Lesson>("introduction", csharp);

        other.CourseId = sql;
        session.RegenerateSlug(other);                 // the slug is taken in the other course
        await session.SaveChangesAsync();
        other.Slug.ShouldBe("introduction-2");
        #endregion

        lesson!.Id.ShouldBe(other.Id);
    }

    [Fact]
    public async Task Reserved_words_are_no_slugs()
    {
        #region reserved
        var store = Store(o => o.UseAdvancedAlchemy(a => a
            .ReserveSlugs("new", "edit", "admin")                      // of any type
            .Slugs<Talk>(s => s.Reserve("schedule"))));
        #endregion

        await using var session = store.LightweightSession();
        Talk talk = new() { Title = "New" }, schedule = new() { Title = "Schedule" };
        session.Store(talk, schedule);
        await session.SaveChangesAsync();
        (talk.Slug, schedule.Slug).ShouldBe(("new-2", "schedule-2"));
        session.Store(new Talk { Title = "x", Slug = "admin" });
        await Should.ThrowAsync<ReservedSlugException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task Old_slugs_lead_to_the_page()
    {
        #region keep
        var store = Store(o => o.UseAdvancedAlchemy(a => a.Slugs<Talk>(s => s.KeepOld())));
        #endregion

        await using var session = store.LightweightSession();
        Talk talk = new() { Title = "Keynote" };
        session.Store(talk);
        await session.SaveChangesAsync();
        talk.Title = "Opening";
        session.RegenerateSlug(talk);
        await session.SaveChangesAsync();

        #region resolve
        var match = await session.ResolveSlugAsync<Talk>("keynote");   // null: 404
        match!.IsCurrent.ShouldBeFalse();                              // true: show match.Document
        match.Slug.ShouldBe("opening");                                // redirect to this, with 301 or 308
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
