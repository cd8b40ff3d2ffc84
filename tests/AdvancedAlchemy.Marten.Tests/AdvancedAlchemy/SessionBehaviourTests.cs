using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;
using Marten.Services;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Behaviours;

/// <summary>Behaviours 22, 23, 30 to 36, 44, 45 and 52 to 53: whoever opens the session, and Marten's own verbs.</summary>
public class SessionBehaviourTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public static TheoryData<string> Kinds => ["lightweight", "identity", "dirty", "options", "tenant", "nested", "transaction", "host"];

    [Theory] // 22
    [MemberData(nameof(Kinds))]
    public async Task Whoever_opens_the_session_its_saves_are_stamped_slugged_and_guarded(string kind)
    {
        var store = Store(name: $"opens{kind}");
        await using NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        ServiceCollection services = new();
        services.AddMarten(o =>
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = store.Options.DatabaseSchemaName;
        }).UseAdvancedAlchemy(a => a.TimeProvider = Clock);
        await using var host = services.BuildServiceProvider();
        await using var scope = host.CreateAsyncScope();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

        await using var session = kind switch
        {
            "lightweight" => store.LightweightSession(),
            "identity" => store.IdentitySession(),
            "dirty" => store.DirtyTrackedSession(),
            "options" => store.OpenSession(new SessionOptions { Timeout = 60 }),
            "tenant" => store.LightweightSession("other"),
            "transaction" => store.OpenSession(SessionOptions.ForTransaction(transaction)),
            "host" => scope.ServiceProvider.GetRequiredService<IDocumentSession>(),
            _ => store.LightweightSession(),
        };
        Tag tag = new() { Name = "New Tag" };
        if (kind == "nested") session.ForTenant("other").Store(tag);
        else session.Store(tag);
        await session.SaveChangesAsync();
        (tag.CreatedAt, tag.UpdatedAt, tag.Slug, tag.Version).ShouldBe((Clock.GetUtcNow(), Clock.GetUtcNow(), "new-tag", 1));

        for (var save = 0; save < 2; save++)
        {
            if (kind == "nested") session.ForTenant("other").Store(tag);
            else session.Store(tag);
            if (save == 0) await session.SaveChangesAsync();
            else tag.Version = 1;
        }

        (await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync())).StoredRevision.ShouldBe(2);
    }

    [Fact] // 30 to 36, 44, 45
    public async Task Counting_looking_changing_and_deleting_are_Martens_own()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Post[] posts = [.. Enumerable.Range(0, 5).Select(i => new Post { Title = $"post {i}" })];
        session.Store(posts);
        posts.ShouldAllBe(p => p.Id > 0);
        await session.SaveChangesAsync();

        (await session.Query<Post>().CountAsync(), await session.Query<Post>().CountAsync(p => p.Title == "post 3")).ShouldBe((5, 1));
        var page = await session.Query<Post>().Stats(out var total).OrderBy(p => p.Id).Skip(2).Take(2).ToListAsync();
        (page.Count, total.TotalResults).ShouldBe((2, 5));
        (await session.Query<Post>().AnyAsync(p => p.Id == posts[0].Id), await session.CheckExistsAsync<Post>(4711)).ShouldBe((true, false));
        (await session.LoadAsync<Post>(4711)).ShouldBeNull();

        var created = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromMinutes(1));
        posts[0].Title = "changed";
        session.Update(posts[0]);
        await session.SaveChangesAsync();
        (posts[0].CreatedAt, posts[0].UpdatedAt).ShouldBe((created, Clock.GetUtcNow()));

        session.Delete(posts[0]);
        session.Delete<Post>(posts[1].Id);
        session.Delete<Post>(4711);
        await session.SaveChangesAsync();
        (await session.Query<Post>().CountAsync()).ShouldBe(3);
    }

    [Fact] // 52, 53
    public async Task Nothing_is_written_before_the_save_and_reading_writes_nothing()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        session.Store(new Tag { Name = "Red" });
        await session.AsUniqueAsync<Tag, string>("Blue");
        (await session.GetAvailableSlugAsync<Tag>("Red")).ShouldNotBeEmpty();
        await using var other = store.QuerySession();
        (await other.Query<Tag>().CountAsync()).ShouldBe(0);
        await session.SaveChangesAsync();
        (await other.Query<Tag>().CountAsync()).ShouldBe(2);
    }

    [Fact] // 60 and "nulling a nullable column that has a default"
    public async Task A_null_is_a_value_like_any_other()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        CustomUser user = new() { Username = "ann", Email = "ann@example.org", LastLogin = Clock.GetUtcNow() };
        session.Store(user);
        await session.SaveChangesAsync();
        user.LastLogin = null;
        session.Store(user);
        await session.SaveChangesAsync();
        (await session.LoadAsync<CustomUser>(user.Id))!.LastLogin.ShouldBeNull();
    }
}
