using AdvancedAlchemy.Marten.Conformance.Stores;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public abstract partial class Conformance<TPaper, TTopic, TId>
{
    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task A_stale_save_is_refused(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        foreach (var updates in new[] { false, true })
        {
            var id = (await scene.PaperAsync()).Id;
            await using var session = scene.Open();
            var mine = (await session.LoadAsync<TPaper>((object)id))!;
            await scene.ChangeElsewhereAsync(id);

            mine.Title = "mine";
            if (updates) session.Update(mine);
            else scene.Write(session, mine);
            var failure = await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());

            (failure.DocumentType, failure.Id, failure.HeldRevision, failure.StoredRevision).ShouldBe((typeof(TPaper), id, 1, 2));
            (await failure.LoadCurrentAsync<TPaper>())!.Title.ShouldEndWith(" changed");
            mine.Version.ShouldBe(1);
        }
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task A_save_does_not_bring_back_what_was_deleted(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var paper = await scene.PaperAsync();
        await using var session = scene.Open();
        var mine = (await session.LoadAsync<TPaper>((object)paper.Id))!;
        await scene.DeleteElsewhereAsync(paper);

        mine.Title = "mine";
        scene.Write(session, mine);
        (await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync())).StoredRevision.ShouldBeNull();
        (await scene.ReadAsync(paper.Id)).ShouldBeNull();
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task One_instance_can_be_saved_again_and_again(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        await using var session = scene.Open();
        TPaper paper = new() { Title = await scene.TitleAsync("Again") };
        session.Store(paper);
        for (var i = 1; i <= 3; i++)
        {
            await session.SaveChangesAsync();
            paper.Version.ShouldBe(i);
            paper.Title += "!";
            session.Store(paper);
            session.Store(paper);
        }
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task A_checked_deletion_deletes_only_the_revision_held(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var id = (await scene.PaperAsync()).Id;
        await using (var session = scene.Open())
        {
            var stale = (await session.LoadAsync<TPaper>((object)id))!;
            await scene.ChangeElsewhereAsync(id);
            session.DeleteChecked(stale);
            (await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync())).StoredRevision.ShouldBe(2);
            (await scene.ReadAsync(id)).ShouldNotBeNull();
        }

        await using var again = scene.Open();
        again.DeleteChecked((await again.LoadAsync<TPaper>((object)id))!);
        await again.SaveChangesAsync();
        (await scene.ReadAsync(id)).ShouldBeNull();
    });
}
