using AdvancedAlchemy.Marten.Conformance.Stores;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

public abstract partial class Conformance<TPaper, TTopic, TId>
{
    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task A_new_document_gets_one_time_for_both_stamps(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        await using var session = scene.Open();
        TPaper stored = new() { Title = await scene.TitleAsync("One") }, inserted = new() { Title = await scene.TitleAsync("Two") };
        scene.Wait();
        session.Store(stored);
        session.Insert(inserted);
        await session.SaveChangesAsync();

        (stored.CreatedAt, stored.UpdatedAt, inserted.CreatedAt, inserted.UpdatedAt).ShouldBe((scene.Now, scene.Now, scene.Now, scene.Now));
        var read = (await scene.ReadAsync(stored.Id))!;
        (read.CreatedAt, read.UpdatedAt, read.Version).ShouldBe((scene.Now, scene.Now, 1));
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task A_change_moves_UpdatedAt_alone_unless_it_was_assigned(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var created = await scene.PaperAsync();
        scene.Wait();
        await using var session = scene.Open();
        var paper = (await session.LoadAsync<TPaper>((object)created.Id))!;
        paper.Title += " changed";
        scene.Write(session, paper);
        await session.SaveChangesAsync();
        (paper.CreatedAt, paper.UpdatedAt).ShouldBe((created.CreatedAt, scene.Now));

        DateTimeOffset mine = new(2020, 2, 3, 4, 5, 6, TimeSpan.FromHours(2));
        paper.UpdatedAt = mine;
        paper.Title += " again";
        scene.Write(session, paper);
        await session.SaveChangesAsync();
        var read = (await scene.ReadAsync(paper.Id))!;
        (read.CreatedAt, read.UpdatedAt, read.UpdatedAt.Offset).ShouldBe((created.CreatedAt, mine, TimeSpan.Zero));

        scene.Wait();
        paper.Title += " and again";
        scene.Write(session, paper);
        await session.SaveChangesAsync();
        (await scene.ReadAsync(paper.Id))!.UpdatedAt.ShouldBe(scene.Now);
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task A_bulk_insert_can_be_stamped(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var title = await scene.TitleAsync("Bulk");
        DateTimeOffset old = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
        TPaper[] papers = [new() { Title = title, Slug = Titles.Slug(title) }, new() { Title = title, Slug = Titles.Slug(title) + "-old", CreatedAt = old }];
        await scene.Store.BulkInsertAuditedAsync(papers, tenantId: scene.Tenant);

        await using var session = scene.Open();
        var read = await session.LoadAsync<TPaper>((object)papers[0].Id);
        (read!.CreatedAt, read.UpdatedAt, read.Slug).ShouldBe((scene.Now, scene.Now, Titles.Slug(title)));
        ((await session.LoadAsync<TPaper>((object)papers[1].Id))!.CreatedAt, papers[1].UpdatedAt).ShouldBe((old, scene.Now));

        read.Title += " changed";
        scene.Write(session, read);
        await session.SaveChangesAsync();
        (await scene.ReadAsync(read.Id))!.Version.ShouldBe(2);
    });

    [Theory]
    [MemberData(nameof(Matrix.Sessions), MemberType = typeof(Matrix))]
    public Task A_patch_can_be_stamped(DocumentTracking tracking, bool isTenanted) => RunAsync(tracking, isTenanted, async scene =>
    {
        var paper = await scene.PaperAsync();
        var title = paper.Title;
        scene.Wait();
        await using (var session = scene.Open())
        {
            session.PatchAudited<TPaper>(p => p.Title == title).Set(p => p.Title, title + " patched");
            await session.SaveChangesAsync();
        }

        var read = (await scene.ReadAsync(paper.Id))!;
        (read.Title, read.CreatedAt, read.UpdatedAt, read.Version).ShouldBe((title + " patched", paper.CreatedAt, scene.Now, 2));
    });
}
