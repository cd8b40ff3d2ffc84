using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Tests.Auditing;

public class AuditedPatchTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory]
    [InlineData(Casing.Default)]
    [InlineData(Casing.SnakeCase)]
    public async Task A_patch_moves_UpdatedAt_and_the_revision_and_leaves_CreatedAt(Casing casing)
    {
        var store = Store(o => o.UseSystemTextJsonForSerialization(casing: casing));
        var post = new Post { Title = "old" };
        await using (var session = store.LightweightSession())
        {
            session.Store(post);
            await session.SaveChangesAsync();
            Clock.Advance(TimeSpan.FromHours(1));
            session.PatchAudited<Post>(post.Id).Set(p => p.Title, "new");
            await session.SaveChangesAsync();
        }

        await using var query = store.LightweightSession();
        var read = (await query.LoadAsync<Post>(post.Id))!;
        (read.Title, read.CreatedAt, read.Version).ShouldBe(("new", post.CreatedAt, 2));
        read.UpdatedAt.ShouldBe(post.CreatedAt.AddHours(1));
        (await query.Query<Post>().CountAsync(p => p.UpdatedAt == post.CreatedAt.AddHours(1))).ShouldBe(1);

        // and what was patched can be changed and saved like any other
        Clock.Advance(TimeSpan.FromHours(1));
        read.Title = "newer";
        query.Store(read);
        await query.SaveChangesAsync();
        read.UpdatedAt.ShouldBe(post.CreatedAt.AddHours(2));
    }

    [Fact]
    public async Task A_patch_by_filter_stamps_what_it_finds_and_nothing_else()
    {
        var store = Store();
        Post one = new() { Title = "a" }, two = new() { Title = "b" };
        await using (var session = store.LightweightSession())
        {
            session.Store(one, two);
            await session.SaveChangesAsync();
            Clock.Advance(TimeSpan.FromHours(1));
            session.PatchAudited<Post>(p => p.Title == "a").Set(p => p.Published, true);
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        (await query.Query<Post>().SingleAsync(p => p.Published)).UpdatedAt.ShouldBe(one.CreatedAt.AddHours(1));
        (await query.LoadAsync<Post>(two.Id))!.UpdatedAt.ShouldBe(two.CreatedAt);
    }
}
