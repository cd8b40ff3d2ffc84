using AdvancedAlchemy.Marten.Conformance.Documents;
using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events.Projections;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Anchors;

/// <summary>What the layer makes of the facts of the same numbers about Marten.</summary>
public class RevisionAnchors(PostgresFixture postgres) : LayerTest(postgres)
{
    [Theory]
    [InlineData(DocumentTracking.None, false)]
    [InlineData(DocumentTracking.None, true)]
    [InlineData(DocumentTracking.DirtyTracking, false)]
    public async Task P01_P03_A_stale_store_without_the_layer_is_a_lost_update_and_with_it_a_StaleDocumentException(DocumentTracking tracking, bool updates)
    {
        var store = Store();
        BigIntPaper theirs = new() { Title = "first" };
        await SaveAsync(store, theirs);
        await using var session = Open(store, tracking);
        var mine = (await session.LoadAsync<BigIntPaper>(theirs.Id))!;
        theirs.Title = "second";
        await SaveAsync(store, theirs);

        mine.Title = "stale";
        if (updates) session.Update(mine);
        else if (tracking == DocumentTracking.None) session.Store(mine);
        await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
        (await ReadAsync<BigIntPaper>(store, theirs.Id))!.Title.ShouldBe("second");
    }

    [Fact]
    public async Task P02_UpdateRevision_still_asks_for_what_the_caller_says()
    {
        var store = Store();
        BigIntPaper paper = new() { Title = "a" };
        await SaveAsync(store, paper);
        await using var session = store.LightweightSession();
        session.UpdateRevision(paper, 7);
        await session.SaveChangesAsync();
        paper.Version.ShouldBe(7);
        session.UpdateRevision(paper, 3);
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task P04_Projected_documents_are_left_alone_and_have_the_version_of_their_stream()
    {
        var store = Store(configure: o => o.Projections.Add<TallyProjection>(ProjectionLifecycle.Inline));
        await using var session = store.LightweightSession();
        var stream = session.Events.StartStream<Tally>(new Counted(1), new Counted(2)).Id;
        await session.SaveChangesAsync();
        session.Events.Append(stream, new Counted(3));
        await session.SaveChangesAsync();
        var tally = (await ReadAsync<Tally>(store, stream))!;
        (tally.Sum, tally.Version).ShouldBe((6, 3));
    }

    [Fact]
    public async Task P05_A_save_does_not_bring_back_what_was_deleted_and_a_deletion_can_be_checked()
    {
        var store = Store();
        BigIntPaper paper = new() { Title = "a" }, gone = new() { Title = "b" };
        await SaveAsync(store, paper, gone);
        await using var session = store.LightweightSession();
        var stale = (await session.LoadAsync<BigIntPaper>(paper.Id))!;
        await SaveAsync(store, paper);
        session.DeleteChecked(stale);
        await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();

        session.Delete<BigIntPaper>(gone.Id);
        await session.SaveChangesAsync();
        session.Store(gone);
        (await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync())).StoredRevision.ShouldBeNull();
    }
}
