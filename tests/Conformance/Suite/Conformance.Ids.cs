using AdvancedAlchemy.Marten.Conformance.Documents;
using AdvancedAlchemy.Marten.Conformance.Stores;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public abstract partial class Conformance<TPaper, TTopic, TId>
{
    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task An_id_is_there_before_the_save_and_stays(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        await using var session = scene.Open();
        TPaper stored = new() { Title = await scene.TitleAsync("One") }, inserted = new() { Title = await scene.TitleAsync("Two") };
        session.Store(stored);
        session.Insert(inserted);
        TId[] ids = [stored.Id, inserted.Id];
        ids.ShouldAllBe(id => !EqualityComparer<TId>.Default.Equals(id, default));
        ids.Distinct().Count().ShouldBe(2);

        await session.SaveChangesAsync();

        new[] { stored.Id, inserted.Id }.ShouldBe(ids);
        (await scene.ReadAsync(ids[0]))!.Title.ShouldBe(stored.Title);
        (await scene.ReadAsync(ids[1]))!.Id.ShouldBe(ids[1]);
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task An_id_of_the_callers_own_is_kept(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var id = OwnIds.Next<TId>();
        await using var session = scene.Open();
        TPaper paper = new() { Id = id, Title = await scene.TitleAsync("Own") };
        session.Insert(paper);
        await session.SaveChangesAsync();
        paper.Id.ShouldBe(id);
        (await scene.ReadAsync(id))!.Title.ShouldBe(paper.Title);
    });
}
