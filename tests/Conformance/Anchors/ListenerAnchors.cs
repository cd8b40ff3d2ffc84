using AdvancedAlchemy.Marten.Conformance.Documents;
using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Projections;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Anchors;

public class ListenerAnchors(PostgresFixture postgres) : LayerTest(postgres)
{
    [Fact]
    public async Task P15_P17_The_stamps_in_the_body_are_those_of_this_write()
    {
        var store = Store();
        BigIntPaper paper = new() { Title = "a" };
        await SaveAsync(store, paper);
        (await BodyTimeAsync("CreatedAt"), await BodyTimeAsync("UpdatedAt")).ShouldBe((paper.CreatedAt, paper.CreatedAt));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await SaveAsync(store, paper);
        (await BodyTimeAsync("CreatedAt"), await BodyTimeAsync("UpdatedAt")).ShouldBe((paper.CreatedAt, Clock.GetUtcNow()));
    }

    [Fact]
    public async Task P16_Bulk_inserts_and_patches_can_be_stamped()
    {
        var store = Store();
        BigIntPaper paper = new() { Title = "a", Slug = "a" };
        await store.BulkInsertAuditedAsync([paper]);
        var created = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await using var session = store.LightweightSession();
        session.PatchAudited<BigIntPaper>(paper.Id).Set(p => p.Title, "b");
        await session.SaveChangesAsync();
        var read = (await ReadAsync<BigIntPaper>(store, paper.Id))!;
        (read.CreatedAt, read.UpdatedAt, read.Version).ShouldBe((created, Clock.GetUtcNow(), 2));
    }

    [Theory]
    [InlineData(DocumentTracking.None)]
    [InlineData(DocumentTracking.IdentityOnly)]
    [InlineData(DocumentTracking.DirtyTracking)]
    public async Task P18_P19_Stamps_need_no_word_of_loading_and_an_untouched_document_keeps_its_own(DocumentTracking tracking)
    {
        var store = Store();
        BigIntPaper paper = new() { Title = "a" };
        await SaveAsync(store, paper);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await using var session = Open(store, tracking);
        var read = await session.Query<BigIntPaper>().SingleAsync(p => p.Title == "a");
        await session.SaveChangesAsync();
        (await ReadAsync<BigIntPaper>(store, paper.Id))!.UpdatedAt.ShouldBe(paper.UpdatedAt);

        read.Title = "b";
        if (tracking != DocumentTracking.DirtyTracking) session.Store(read);
        await session.SaveChangesAsync();
        (await ReadAsync<BigIntPaper>(store, paper.Id))!.UpdatedAt.ShouldBe(Clock.GetUtcNow());
    }

    [Fact]
    public async Task P20_Stamps_of_aggregates_come_from_their_events()
    {
        var store = Store(configure: o => o.Projections.Add<TallyProjection>(ProjectionLifecycle.Inline));
        var begun = Clock.GetUtcNow();
        await using var session = store.LightweightSession();
        var stream = session.Events.StartStream<Tally>(new Counted(1)).Id;
        await session.SaveChangesAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
        session.Events.Append(stream, new Counted(3));
        await session.SaveChangesAsync();
        var tally = (await ReadAsync<Tally>(store, stream))!;
        (tally.CreatedAt, tally.UpdatedAt).ShouldBe((begun, Clock.GetUtcNow()));
    }

    [Fact]
    public async Task P21_Deleting_a_target_leaves_no_id_behind()
    {
        var store = Store();
        BigIntTopic topic = new() { Name = "a" };
        await SaveAsync(store, topic);
        BigIntPaper paper = new() { Title = "a", TopicIds = [topic.Id] };
        await SaveAsync(store, paper);
        await using var session = store.LightweightSession();
        session.Delete(topic);
        await session.SaveChangesAsync();
        (await ReadAsync<BigIntPaper>(store, paper.Id))!.TopicIds.ShouldBeEmpty();
        (await store.FindDanglingLinksAsync().ToListAsync()).ShouldBeEmpty();
    }

    private async Task<DateTimeOffset> BodyTimeAsync(string member) =>
        await ScalarAsync<DateTime>($"select (data ->> '{member}')::timestamptz from {{schema}}.mt_doc_bigintpaper");
}
