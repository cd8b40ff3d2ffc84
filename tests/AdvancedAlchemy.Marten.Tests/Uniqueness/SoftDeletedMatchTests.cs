using AdvancedAlchemy.Marten.Testing;
using JasperFx.Metadata;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class SoftDeletedMatchTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory]
    [InlineData(true, UniqueScope.UnitOfWork)]
    [InlineData(true, UniqueScope.Immediate)]
    [InlineData(false, UniqueScope.UnitOfWork)]
    [InlineData(false, UniqueScope.Immediate)]
    public async Task Restore_brings_back_the_deleted_document(bool predicate, UniqueScope scope)
    {
        var store = await DeletedAsync(predicate, $"{predicate}{scope}");
        await using var session = store.LightweightSession();
        var (page, created) = await GetAsync(session, SoftDeletedMatch.Restore, scope);
        (page.Text, page.Deleted, created).ShouldBe(("old", false, false));
        await session.SaveChangesAsync();
        await using var query = store.QuerySession();
        (await query.Query<Page>().SingleAsync()).Id.ShouldBe(page.Id);
        (await query.Query<Page>().SingleAsync()).Deleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(UniqueScope.UnitOfWork)]
    [InlineData(UniqueScope.Immediate)]
    public async Task Create_makes_another_where_the_index_leaves_out_deleted_ones(UniqueScope scope)
    {
        var store = await DeletedAsync(true, $"{scope}");
        await using var session = store.LightweightSession();
        (await GetAsync(session, SoftDeletedMatch.Create, scope)).Created.ShouldBeTrue();
        await session.SaveChangesAsync();
        await using var query = store.QuerySession();
        (await query.Query<Page>().SingleAsync()).Text.ShouldBe("new");
    }

    [Theory] // P11
    [InlineData(UniqueScope.UnitOfWork)]
    [InlineData(UniqueScope.Immediate)]
    public async Task Create_says_what_to_do_where_the_index_counts_deleted_ones(UniqueScope scope)
    {
        var store = await DeletedAsync(false, $"{scope}");
        await using var session = store.LightweightSession();
        var failure = await Should.ThrowAsync<DuplicateKeyException>(() => GetAsync(session, SoftDeletedMatch.Create, scope));
        failure.Message.ShouldContain("SoftDeletedMatch.Restore");
        failure.Message.ShouldContain("mt_deleted = false");
        await session.SaveChangesAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fail_fails(bool predicate)
    {
        var store = await DeletedAsync(predicate, $"{predicate}");
        await using var session = store.LightweightSession();
        (await Should.ThrowAsync<DuplicateKeyException>(() => GetAsync(session, SoftDeletedMatch.Fail, UniqueScope.UnitOfWork))).Message.ShouldContain("deleted");
    }

    [Fact]
    public async Task The_last_of_several_deleted_ones_is_restored_and_updated()
    {
        var store = await DeletedAsync(true, "");
        await using (var session = store.LightweightSession())
        {
            var (second, _) = await GetAsync(session, SoftDeletedMatch.Create, UniqueScope.UnitOfWork);
            await session.SaveChangesAsync();
            session.Delete(second);
            await session.SaveChangesAsync();
        }

        await using var later = store.LightweightSession();
        var (page, created) = await later.UpdateOrCreateAsync<Page>(p => p.Title == "x", () => new Page { Title = "x" }, p => p.Text += "!", SoftDeletedMatch.Restore);
        created.ShouldBeFalse();
        await later.SaveChangesAsync();
        (await later.Query<Page>().SingleAsync()).Text.ShouldBe("new!");
    }

    private async Task<DocumentStore> DeletedAsync(bool predicate, string name)
    {
        var store = Store(
            o => o.Schema.For<Page>().SoftDeleted().Index(p => p.Title, i =>
            {
                i.IsUnique = true;
                if (predicate) i.Predicate = "mt_deleted = false";
            }),
            name: name + Guid.NewGuid());
        await using var session = store.LightweightSession();
        Page page = new() { Title = "x", Text = "old" };
        session.Store(page);
        await session.SaveChangesAsync();
        session.Delete(page);
        await session.SaveChangesAsync();
        return store;
    }

    private static Task<(Page Document, bool Created)> GetAsync(IDocumentSession session, SoftDeletedMatch deleted, UniqueScope scope) =>
        session.GetOrCreateAsync<Page>(p => p.Title == "x", () => new Page { Title = "x", Text = "new" }, scope, deleted);

    public class Page : UuidAuditDocument, ISoftDeleted
    {
        public string Title { get; set; } = "";

        public string Text { get; set; } = "";

        public bool Deleted { get; set; }

        public DateTimeOffset? DeletedAt { get; set; }
    }
}
