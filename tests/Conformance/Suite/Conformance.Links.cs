using AdvancedAlchemy.Marten.Conformance.Documents;
using AdvancedAlchemy.Marten.Conformance.Stores;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public abstract partial class Conformance<TPaper, TTopic, TId>
{
    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task Links_are_attached_detached_and_followed_both_ways(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var topics = await scene.TopicsAsync(3);
        TId[] ids = [.. topics.Select(t => t.Id)];
        var paper = await scene.PaperAsync(p => p.TopicIds = [ids[0], ids[1], ids[0]]);
        paper.TopicIds.ShouldBe([ids[0], ids[1]]);

        await using var session = scene.Open();
        var read = (await session.LoadAsync<TPaper>((object)paper.Id))!;
        read.TopicIds.Attach(ids[2], ids[1]).Attached.ShouldBe([ids[2]]);
        read.TopicIds.Detach(ids[0]).Detached.ShouldBe([ids[0]]);
        scene.Write(session, read);
        await session.SaveChangesAsync();

        (await scene.ReadAsync(paper.Id))!.TopicIds.ShouldBe([ids[1], ids[2]]);
        await using var query = scene.Open();
        (await query.Query<TPaper>().LinkedTo(TopicIds, ids[2]).ToListAsync()).Select(p => p.Id).ShouldBe([paper.Id]);
        (await query.Query<TPaper>().LinkedTo(TopicIds, ids[0]).AnyAsync()).ShouldBeFalse();
        if (await LinkLoading.LoadAsync<TPaper, TTopic, TId>(query, read) is { } linked) linked.Select(t => t.Name).ShouldBe(["topic 1", "topic 2"]);
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task A_link_that_leads_nowhere_is_refused(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var topics = await scene.TopicsAsync(2);
        var nobody = OwnIds.Next<TId>();
        await scene.DeleteElsewhereAsync(topics[1]);
        TPaper paper = new() { Title = await scene.TitleAsync("Linked"), TopicIds = [topics[0].Id, nobody, topics[1].Id] };
        await using var session = scene.Open();
        session.Store(paper);
        var failure = await Should.ThrowAsync<MissingLinkTargetException>(() => session.SaveChangesAsync());
        failure.Ids.Count.ShouldBe(2);
        (failure.OwnerType, failure.TargetType, failure.Member).ShouldBe((typeof(TPaper), typeof(TTopic), "TopicIds"));
        (await scene.ReadAsync(paper.Id)).ShouldBeNull();

        TTopic fresh = new() { Name = "in the same save" };
        session.Store(fresh);
        paper.TopicIds.Sync(topics[0].Id, fresh.Id);
        await session.SaveChangesAsync();
        (await scene.ReadAsync(paper.Id))!.TopicIds.ShouldBe([topics[0].Id, fresh.Id]);
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task Deleting_a_target_takes_its_id_out_of_every_list(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var topics = await scene.TopicsAsync(2);
        var paper = await scene.PaperAsync(p => p.TopicIds = [topics[0].Id, topics[1].Id]);
        var other = await scene.PaperAsync(p => p.TopicIds = [topics[1].Id]);
        await using (var session = scene.Open())
        {
            session.Delete((await session.LoadAsync<TTopic>((object)topics[0].Id))!);
            await session.SaveChangesAsync();
        }

        var read = (await scene.ReadAsync(paper.Id))!;
        (read.Version, (await scene.ReadAsync(other.Id))!.Version).ShouldBe((2, 1));
        read.TopicIds.ShouldBe([topics[1].Id]);

        await using var stale = scene.Open();
        paper.Title = "with the link that is gone";
        paper.TopicIds = [];
        stale.Store(paper);
        await Should.ThrowAsync<StaleDocumentException>(() => stale.SaveChangesAsync());
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task A_target_that_is_in_use_cannot_be_deleted_where_the_link_restricts(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var topics = await scene.TopicsAsync(2);
        var paper = await scene.PaperAsync(p => p.SourceIds = [topics[0].Id]);
        await using (var session = scene.Open())
        {
            session.Delete(topics[0]);
            session.Delete(topics[1]);
            var failure = await Should.ThrowAsync<LinkedDocumentException>(() => session.SaveChangesAsync());
            failure.Ids.Count.ShouldBe(1);
        }

        await using var later = scene.Open();
        (await later.LoadAsync<TTopic>((object)topics[1].Id)).ShouldNotBeNull();
        later.Delete(paper);
        later.Delete(topics[0]);
        await later.SaveChangesAsync();
        (await later.LoadAsync<TTopic>((object)topics[0].Id)).ShouldBeNull();
    });

    private static readonly System.Linq.Expressions.Expression<Func<TPaper, IEnumerable<TId>>> TopicIds = Lists.Ids<TPaper, TId>("TopicIds");
}
