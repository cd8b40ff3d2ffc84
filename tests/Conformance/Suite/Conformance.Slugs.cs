using AdvancedAlchemy.Marten.Conformance.Stores;
using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public abstract partial class Conformance<TPaper, TTopic, TId>
{
    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task Namesakes_get_numbers_and_keep_their_slugs(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var title = await scene.TitleAsync("Race");
        var slug = Titles.Slug(title);
        TPaper one = new() { Title = title }, two = new() { Title = title }, three = new() { Title = title };
        await using (var session = scene.Open())
        {
            session.Store(one, two);
            await session.SaveChangesAsync();
            session.Insert(three);
            await session.SaveChangesAsync();
        }

        (one.Slug, two.Slug, three.Slug).ShouldBe((slug, slug + "-2", slug + "-3"));

        await using var later = scene.Open();
        var read = (await later.LoadAsync<TPaper>((object)two.Id))!;
        read.Title = await scene.TitleAsync("Other");
        scene.Write(later, read);
        await later.SaveChangesAsync();
        (await scene.ReadAsync(two.Id))!.Slug.ShouldBe(slug + "-2");
        (await later.GetAvailableSlugAsync<TPaper>(title)).ShouldBe(slug + "-4");
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task A_slug_of_the_callers_own_is_kept_and_not_taken_twice(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var title = await scene.TitleAsync("Race");
        var slug = Titles.Slug(title);
        TPaper made = new() { Title = title }, own = new() { Title = "Own", Slug = slug };
        await using (var session = scene.Open())
        {
            session.Store(made, own);
            await session.SaveChangesAsync();
            (made.Slug, own.Slug).ShouldBe((slug + "-2", slug));
        }

        await using var late = scene.Open();
        late.Store(new TPaper { Title = "Late", Slug = slug });
        var failure = await Should.ThrowAsync<DocumentAlreadyExistsException>(() => late.SaveChangesAsync());
        failure.ToDuplicateKey(scene.Store)!.Members.ShouldBe(["Slug"]);
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task One_key_is_one_document(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var name = await scene.TitleAsync("Key");
        TId id;
        await using (var session = scene.Open())
        {
            var made = await session.AsUniqueAsync<TPaper, string>(name);
            (await session.AsUniqueAsync<TPaper, string>(name.ToUpperInvariant())).ShouldBeSameAs(made);
            id = made.Id;
            await session.SaveChangesAsync();
            (made.Id, made.Slug, made.CreatedAt).ShouldBe((id, Titles.Slug(name), scene.Now));
        }

        await using var later = scene.Open();
        var found = await later.AsUniqueAsync<TPaper, string>(name);
        found.Id.ShouldBe(id);
        var slug = found.Slug;
        var (same, isCreated) = await later.GetOrCreateAsync<TPaper>(p => p.Slug == slug, () => new TPaper());
        (same.Id, isCreated).ShouldBe((id, false));
        await later.SaveChangesAsync();
        (await scene.ReadAsync(id))!.Version.ShouldBe(1);
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task Many_keys_are_found_or_made_together(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        string[] names = [await scene.TitleAsync("One"), await scene.TitleAsync("Two"), await scene.TitleAsync("Three")];
        await using (var session = scene.Open())
        {
            await session.AsUniqueAsync<TPaper, string>(names[1]);
            await session.SaveChangesAsync();
        }

        await using var later = scene.Open();
        var papers = await later.AsUniqueAsync<TPaper, string>([.. names, names[0].ToUpperInvariant(), names[1]]);
        papers.Select(p => p.Title).ShouldBe(names);
        papers.Select(p => p.Version).ShouldBe([0, 1, 0]);
        var ids = papers.Select(p => p.Id).ToArray();
        await later.SaveChangesAsync();

        await using var last = scene.Open();
        (await last.AsUniqueAsync<TPaper, string>(names.Reverse())).Select(p => p.Id).ShouldBe(ids.Reverse());
        last.PendingChanges.Operations().ShouldBeEmpty();
    });
}
