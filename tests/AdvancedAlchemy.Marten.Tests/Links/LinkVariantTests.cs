using System.Runtime.CompilerServices;
using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Tests.Links;

/// <summary>Links beside casings, kinds of ids, checked and soft deletes, and saves that were refused.</summary>
public class LinkVariantTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory]
    [InlineData(Casing.Default)]
    [InlineData(Casing.CamelCase)]
    [InlineData(Casing.SnakeCase)]
    public async Task Members_may_be_called_anything_in_the_body(Casing casing)
    {
        var store = Linked(o => o.UseSystemTextJsonForSerialization(casing: casing));
        var (tags, _) = await FillAsync(store, 3);
        await using var session = store.LightweightSession();
        (await session.Query<Post>().LinkedTo(p => p.TagIds, tags[0]).CountAsync()).ShouldBe(3);
        session.Delete<Tag>(tags[0]);
        await session.SaveChangesAsync();
        (await session.Query<Post>().LinkedTo(p => p.TagIds, tags[0]).CountAsync()).ShouldBe(0);
        (await session.Query<Post>().LinkedTo(p => p.TagIds, tags[1]).CountAsync()).ShouldBe(3);
    }

    [Fact] // P21
    public async Task An_id_that_leads_nowhere_is_refused()
    {
        var store = Linked();
        var (tags, _) = await FillAsync(store, 0);
        await using var session = store.LightweightSession();
        Post post = new() { TagIds = [tags[0], 4711] };
        session.Store(post);
        var failure = await Should.ThrowAsync<MissingLinkTargetException>(() => session.SaveChangesAsync());
        failure.Ids.ShouldBe([4711L]);
        (failure.OwnerType, failure.Member, failure.TargetType).ShouldBe((typeof(Post), "TagIds", typeof(Tag)));
        post.TagIds.Detach(4711);
        await session.SaveChangesAsync();
        post.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_checked_delete_cascades_too()
    {
        var store = Linked();
        var (tags, posts) = await FillAsync(store, 1);
        await using var session = store.LightweightSession();
        session.DeleteChecked((await session.LoadAsync<Tag>(tags[0]))!);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Post>(posts[0]))!.TagIds.ShouldBe([tags[1]]);
    }

    [Fact]
    public async Task Soft_deleted_targets_keep_their_links()
    {
        var store = Linked(o => o.Schema.For<Tag>().SoftDeleted());
        var (tags, posts) = await FillAsync(store, 1);
        await using var session = store.LightweightSession();
        session.Delete<Tag>(tags[0]);
        await session.SaveChangesAsync();
        var post = (await session.LoadAsync<Post>(posts[0]))!;
        post.TagIds.ShouldBe(tags);
    }

    [Fact]
    public async Task Links_by_UUID_and_by_text_work_as_well()
    {
        var store = Store(o => o.Schema.For<Shelf>().LinksTo<Shelf, PlainUuid>(s => s.Uuids, OnDelete.Cascade).LinksTo<Shelf, PlainNanoId>(s => s.Names, OnDelete.Cascade));
        PlainUuid uuid = new();
        PlainNanoId nano = new();
        Shelf shelf = new() { Uuids = [uuid.Id], Names = [nano.Id] };
        await using var session = store.LightweightSession();
        session.Store(uuid);
        session.Store(nano);
        session.Store(shelf);
        await session.SaveChangesAsync();
        (await session.Query<Shelf>().LinkedTo(s => s.Uuids, uuid.Id).CountAsync()).ShouldBe(1);
        (await session.Query<Shelf>().LinkedTo(s => s.Names, nano.Id).CountAsync()).ShouldBe(1);
        session.Delete(uuid);
        session.Delete(nano);
        await session.SaveChangesAsync();
        shelf = (await session.LoadAsync<Shelf>(shelf.Id))!;
        shelf.Uuids.ShouldBeEmpty();
        shelf.Names.ShouldBeEmpty();
    }

    private DocumentStore Linked(Action<StoreOptions>? configure = null, OnDelete onDelete = OnDelete.Cascade, [CallerMemberName] string name = "") =>
        Store(o =>
        {
            o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds, onDelete);
            configure?.Invoke(o);
        }, name: name);

    private static async Task<(long[] Tags, long[] Posts)> FillAsync(DocumentStore store, int posts)
    {
        await using var session = store.LightweightSession();
        Tag[] tags = [new() { Name = "one" }, new() { Name = "two" }];
        session.Store(tags);
        long[] ids = [.. tags.Select(t => t.Id)];
        var all = Enumerable.Range(0, posts).Select(i => new Post { Title = $"{i}", TagIds = [.. ids] }).ToArray();
        session.Store(all);
        await session.SaveChangesAsync();
        return (ids, [.. all.Select(p => p.Id)]);
    }

    public class Shelf : UuidDocument
    {
        public List<Guid> Uuids { get; set; } = [];

        public List<string> Names { get; set; } = [];
    }
}
