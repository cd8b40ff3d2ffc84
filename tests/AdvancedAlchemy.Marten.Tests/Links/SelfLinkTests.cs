using System.Runtime.CompilerServices;
using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Links;

/// <summary>Documents that link to their own kind.</summary>
public class SelfLinkTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private DocumentStore Graph(OnDelete onDelete, [CallerMemberName] string name = "") => Store(
        o => o.Schema.For<Node>().LinksTo<Node, Node>(n => n.NextIds, onDelete).LinksTo<Node, Node>(n => n.ParentId, onDelete),
        name: name);

    [Fact]
    public async Task A_new_document_may_link_to_itself_and_in_a_circle()
    {
        var store = Graph(OnDelete.Restrict);
        await using var session = store.LightweightSession();
        Node alone = new(), one = new(), two = new();
        (alone.ParentId, alone.NextIds) = (alone.Id, [alone.Id]);
        (one.NextIds, two.NextIds) = ([two.Id], [one.Id]);
        session.Store(alone, one, two);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Node>(alone.Id))!.NextIds.ShouldBe([alone.Id]);
        (await session.Query<Node>().LinkedTo(n => n.NextIds, one.Id).SingleAsync()).Id.ShouldBe(two.Id);
    }

    [Fact]
    public async Task A_link_to_oneself_does_not_restrict_the_deletion()
    {
        var store = Graph(OnDelete.Restrict);
        await using var session = store.LightweightSession();
        Node node = new();
        (node.ParentId, node.NextIds) = (node.Id, [node.Id]);
        session.Store(node);
        await session.SaveChangesAsync();
        session.Delete(node);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Node>(node.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task A_circle_can_be_deleted_together_where_the_link_restricts_and_not_in_part()
    {
        var store = Graph(OnDelete.Restrict);
        await using var session = store.LightweightSession();
        Node one = new(), two = new();
        (one.NextIds, two.NextIds) = ([two.Id], [one.Id]);
        session.Store(one, two);
        await session.SaveChangesAsync();
        session.Delete(one);
        await Should.ThrowAsync<LinkedDocumentException>(() => session.SaveChangesAsync());
        session.Delete(two);
        await session.SaveChangesAsync();
        (await session.Query<Node>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_cascade_among_their_own_kind_takes_every_id_out()
    {
        var store = Graph(OnDelete.Cascade);
        await using var session = store.LightweightSession();
        Node gone = new(), also = new(), stays = new();
        (gone.NextIds, also.ParentId) = ([gone.Id, stays.Id], gone.Id);
        (stays.NextIds, stays.ParentId) = ([also.Id, stays.Id, gone.Id], also.Id);
        session.Store(gone, also, stays);
        await session.SaveChangesAsync();
        session.Delete(gone);
        session.Delete(also);
        await session.SaveChangesAsync();
        var read = (await session.LoadAsync<Node>(stays.Id))!;
        read.NextIds.ShouldBe([stays.Id]);
        read.ParentId.ShouldBeNull();
    }

    [Fact]
    public async Task Sessions_that_delete_neighbours_of_the_same_documents_do_not_wait_in_a_circle()
    {
        var store = Graph(OnDelete.Cascade);
        Node[] targets = [.. Enumerable.Range(0, 30).Select(_ => new Node())];
        Node[] owners = [.. Enumerable.Range(0, 40).Select(i => new Node { NextIds = [.. targets.Select(t => t.Id)], ParentId = targets[i % 30].Id })];
        await using (var session = store.LightweightSession())
        {
            session.Store([.. targets, .. owners]);
            await session.SaveChangesAsync();
        }

        var results = await RaceAsync(30, i =>
        {
            var session = store.LightweightSession();
            session.Delete(targets[i]);
            return Task.FromResult<Func<Task>>(async () =>
            {
                await using (session) await session.SaveChangesAsync();
            });
        });

        results.ShouldAllBe(r => r == null);
        await using var query = store.QuerySession();
        var left = await query.Query<Node>().ToListAsync();
        left.Count.ShouldBe(40);
        left.ShouldAllBe(n => n.NextIds.Count == 0 && n.ParentId == null);
    }
}
