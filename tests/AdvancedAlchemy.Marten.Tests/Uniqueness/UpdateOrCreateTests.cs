using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class UpdateOrCreateTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task What_is_not_there_is_made_with_the_fields_and_what_is_there_gets_them()
    {
        var store = Store();
        await using (var session = store.LightweightSession())
        {
            var (first, made) = await session.UpdateOrCreateAsync<Tag>(t => t.Slug == "x", () => new Tag { Slug = "x" }, t => t.Name = "one");
            var (again, madeAgain) = await session.UpdateOrCreateAsync<Tag>(t => t.Slug == "x", () => new Tag { Slug = "x" }, t => t.Name = "two");
            (made, madeAgain).ShouldBe((true, false));
            again.ShouldBeSameAs(first);
            await session.SaveChangesAsync();
        }

        Clock.Advance(TimeSpan.FromHours(1));
        await using (var session = store.LightweightSession())
        {
            (await session.UpdateOrCreateAsync<Tag>(t => t.Slug == "x", () => new Tag { Slug = "x" }, t => t.Name += "!")).Created.ShouldBeFalse();
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        var tag = await query.Query<Tag>().SingleAsync();
        (tag.Name, tag.Version).ShouldBe(("two!", 2));
        tag.UpdatedAt.ShouldBe(tag.CreatedAt.AddHours(1));
    }

    [Fact]
    public async Task Thirty_sessions_at_once_leave_one_document_with_the_changes_of_all()
    {
        var store = Store(o => o.RegisterDocumentType<Tag>());
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => store.RetryOnConflictAsync(
            session => session.UpdateOrCreateAsync<Tag>(t => t.Slug == "x", () => new Tag { Slug = "x" }, t => t.Name += "."), attempts: 1000)));

        await using var query = store.QuerySession();
        (await query.Query<Tag>().SingleAsync()).Name.Length.ShouldBe(30);
    }

    [Fact]
    public async Task Sessions_that_set_different_fields_of_one_document_keep_the_fields_of_each_other()
    {
        var store = Store(o => o.RegisterDocumentType<CustomUser>());
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => store.RetryOnConflictAsync(
            session => session.UpdateOrCreateAsync<CustomUser>(
                u => u.Email == "a@b",
                () => new CustomUser { Email = "a@b", Username = "ada" },
                u =>
                {
                    if (i % 3 == 0) u.FullName = "Ada Lovelace";
                    if (i % 3 == 1) u.IsActive = false;
                    if (i % 3 == 2) u.LastLogin = Clock.GetUtcNow();
                }),
            attempts: 1000)));

        await using var query = store.QuerySession();
        var user = await query.Query<CustomUser>().SingleAsync();
        (user.FullName, user.IsActive, user.LastLogin).ShouldBe(("Ada Lovelace", false, Clock.GetUtcNow()));
        user.Version.ShouldBe(12);
    }
}
