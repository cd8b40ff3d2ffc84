using AdvancedAlchemy.Marten.Conformance.Stores;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public abstract partial class Conformance<TPaper, TTopic, TId>
{
    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task A_soft_deletion_and_its_undoing_keep_stamps_and_slug(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, true, async scene =>
    {
        var topics = await scene.TopicsAsync(1);
        var paper = await scene.PaperAsync(p => p.TopicIds = [topics[0].Id]);
        var title = paper.Title;
        scene.Wait();
        await using (var session = scene.Open())
        {
            session.Delete(topics[0]);
            session.Delete(paper);
            await session.SaveChangesAsync();
            (await session.Query<TPaper>().AnyAsync(p => p.Title == title)).ShouldBeFalse();
        }

        await using (var session = scene.Open())
        {
            session.UndoDeleteWhere<TPaper>(p => p.Title == title);
            await session.SaveChangesAsync();
            var back = await session.Query<TPaper>().SingleAsync(p => p.Title == title);
            (back.Id, back.CreatedAt, back.UpdatedAt, back.Slug).ShouldBe((paper.Id, paper.CreatedAt, paper.UpdatedAt, Titles.Slug(title)));
            back.TopicIds.ShouldBe([topics[0].Id]);
        }
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task A_soft_deleted_document_holds_no_slug_and_comes_back_only_when_it_is_free(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, true, async scene =>
    {
        var first = await scene.PaperAsync();
        var (id, title) = (first.Id, first.Title);
        await scene.DeleteElsewhereAsync(first);
        TPaper second = new() { Title = title };
        await using (var session = scene.Open())
        {
            session.Store(second);
            await session.SaveChangesAsync();
            second.Slug.ShouldBe(Titles.Slug(title));
        }

        await using (var session = scene.Open())
        {
            session.UndoDeleteWhere<TPaper>(p => p.Title == title);
            var failure = await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
            failure.GetBaseException().ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
            (await scene.ReadAsync(second.Id)).ShouldNotBeNull();
        }

        await scene.DeleteElsewhereAsync(second);
        await using var later = scene.Open();
        later.UndoDeleteWhere<TPaper>(p => p.Id.Equals(id));
        await later.SaveChangesAsync();
        (await later.Query<TPaper>().SingleAsync(p => p.Title == title)).Id.ShouldBe(id);
    });
}
