using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq.CreatedAt;
using Marten.Linq.LastModified;
using Marten.Linq.SoftDeletes;

namespace MartenFacts.Documentation;

/// <summary>The pages "Querying by Document Metadata" and "Soft Deletes".</summary>
public class MetadataPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Documents_are_found_by_when_they_were_modified()
    {
        await using var session = await UsersAsync();
        var early = DateTimeOffset.UtcNow.AddHours(-1);
        var late = DateTimeOffset.UtcNow.AddHours(1);

        (await session.Query<User>().Where(x => x.ModifiedSince(early)).CountAsync()).ShouldBe(4);
        (await session.Query<User>().Where(x => x.ModifiedSince(late)).CountAsync()).ShouldBe(0);
        (await session.Query<User>().Where(x => x.ModifiedBefore(late) && x.LastName == "Miller").CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Documents_are_found_by_when_they_were_created()
    {
        await using var session = await UsersAsync(o => o.Schema.For<User>().Metadata(m => m.CreatedAt.Enabled = true));

        (await session.Query<User>().Where(x => x.CreatedSince(DateTimeOffset.UtcNow.AddHours(-1))).CountAsync()).ShouldBe(4);
        (await session.Query<User>().Where(x => x.CreatedBefore(DateTimeOffset.UtcNow.AddHours(-1))).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Metadata_that_are_mapped_to_members_are_queried_like_members()
    {
        var store = Store(o => o.Schema.For<Tracked>().Metadata(m =>
        {
            m.LastModifiedBy.MapTo(x => x.By);
            m.CorrelationId.MapTo(x => x.Correlation);
        }));
        await using (var session = store.LightweightSession())
        {
            session.LastModifiedBy = "somebody";
            session.CorrelationId = "c1";
            session.Store(new Tracked());
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        (await query.Query<Tracked>().CountAsync(x => x.By == "somebody" && x.Correlation == "c1")).ShouldBe(1);
        (await query.Query<Tracked>().CountAsync(x => x.By == "nobody")).ShouldBe(0);
    }

    [Fact]
    public async Task Deleted_documents_are_found_only_where_they_are_asked_for()
    {
        await using var session = await UsersAsync(o => o.Schema.For<User>().SoftDeleted());
        session.DeleteWhere<User>(x => x.LastName == "Miller");
        await session.SaveChangesAsync();
        var early = DateTimeOffset.UtcNow.AddHours(-1);

        (await NamesAsync(session.Query<User>())).ShouldBe(["bill", "lindsey"]);
        (await NamesAsync(session.Query<User>().Where(x => x.MaybeDeleted()))).ShouldBe(["bill", "jeremy", "lindsey", "max"]);
        (await NamesAsync(session.Query<User>().Where(x => x.IsDeleted()))).ShouldBe(["jeremy", "max"]);
        (await NamesAsync(session.Query<User>().Where(x => x.DeletedSince(early) && x.UserName == "max"))).ShouldBe(["max"]);
        (await NamesAsync(session.Query<User>().Where(x => x.DeletedBefore(early)))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_soft_deleted_document_is_brought_back()
    {
        await using var session = await UsersAsync(o => o.Schema.For<User>().SoftDeleted());
        session.DeleteWhere<User>(x => x.LastName == "Miller");
        await session.SaveChangesAsync();

        session.UndoDeleteWhere<User>(x => x.UserName == "max");
        await session.SaveChangesAsync();

        (await NamesAsync(session.Query<User>())).ShouldBe(["bill", "lindsey", "max"]);
    }

    public class Tracked
    {
        public Guid Id { get; set; }

        public string? By { get; set; }

        public string? Correlation { get; set; }
    }
}
