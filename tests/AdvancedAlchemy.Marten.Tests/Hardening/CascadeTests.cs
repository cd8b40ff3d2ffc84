using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Hardening;

public class CascadeTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static async Task<Tag[]> TagsAsync(IDocumentStore store)
    {
        await using var session = store.LightweightSession();
        Tag[] tags = [new() { Name = "one" }, new() { Name = "two" }];
        session.Store(tags);
        await session.SaveChangesAsync();
        return tags;
    }

    [Fact]
    public async Task Links_that_are_kept_in_a_column_as_well_are_refused_and_leave_other_stores_alone()
    {
        var plain = Store(o => o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds, OnDelete.Cascade));
        var tags = await TagsAsync(plain);
        var store = Store(o => o.Schema.For<Post>().Duplicate(p => p.TagIds, configure: i => i.Name = "by_column").LinksTo<Post, Tag>(p => p.TagIds, OnDelete.Cascade), name: "duplicated");
        await using var session = store.LightweightSession();
        session.Store(new Post { TagIds = [tags[0].Id] });
        (await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync())).Message.ShouldContain("Post.TagIds");

        await using var other = plain.LightweightSession();
        other.Store(new Post { TagIds = [tags[0].Id] });
        await other.SaveChangesAsync();
        (await other.Query<Post>().LinkedTo(p => p.TagIds, tags[0].Id).CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_document_that_is_stored_while_its_target_is_deleted_loses_the_link()
    {
        var store = Store(o => o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds, OnDelete.Cascade));
        var tags = await TagsAsync(store);
        await using var session = store.LightweightSession();
        Post post = new() { TagIds = [tags[0].Id, tags[1].Id] };
        session.Store(post);
        session.Delete(tags[0]);
        await session.SaveChangesAsync();
        post.TagIds.ShouldBe([tags[1].Id]);
        (await session.LoadAsync<Post>(post.Id))!.TagIds.ShouldBe([tags[1].Id]);

        post.Title = "changed";
        session.Store(post);
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task A_save_that_is_cancelled_while_it_looks_for_targets_leaves_the_session_usable()
    {
        var store = Store(o => o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds, OnDelete.Cascade));
        var tags = await TagsAsync(store);
        await using var other = new NpgsqlConnection(ConnectionString);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var lockTags = new NpgsqlCommand($"lock table {store.Options.DatabaseSchemaName}.mt_doc_tag in access exclusive mode", other)) await lockTags.ExecuteNonQueryAsync();

        await using var session = store.LightweightSession();
        Post post = new() { TagIds = [tags[0].Id] };
        session.Store(post);
        using (var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300)))
        {
            await Should.ThrowAsync<OperationCanceledException>(() => session.SaveChangesAsync(patience.Token));
        }

        await transaction.RollbackAsync();
        await session.SaveChangesAsync();
        (await session.Query<Post>().CountAsync()).ShouldBe(1);
    }
}
