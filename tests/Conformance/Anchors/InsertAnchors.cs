using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Anchors;

public class InsertAnchors(PostgresFixture postgres) : LayerTest(postgres)
{
    [Fact]
    public async Task P06_A_violation_of_a_unique_index_is_told_with_its_members()
    {
        var store = Store();
        await SaveAsync(store, new BigIntPaper { Title = "a" });
        await using var session = store.LightweightSession();
        session.Insert(new BigIntPaper { Title = "b", Slug = "a" });
        var failure = await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        var duplicate = failure.ToDuplicateKey(store)!;
        duplicate.ConstraintName.ShouldBe("mt_doc_bigintpaper_uidx_slug");
        duplicate.Members.ShouldBe(["Slug"]);
    }

    [Fact]
    public async Task P07_P08_Finding_out_that_somebody_was_faster_does_not_poison_the_callers_session()
    {
        var store = Store();
        await SaveAsync(store, new BigIntPaper { Title = "warm" });
        await using IDocumentSession early = store.LightweightSession(), late = store.LightweightSession();
        late.Store(new BigIntPaper { Title = "of the caller" });
        (await late.Query<BigIntPaper>().AnyAsync(p => p.Slug == "race")).ShouldBeFalse();
        var first = await early.AsUniqueAsync<BigIntPaper, string>("Race");
        await early.SaveChangesAsync();

        (await late.AsUniqueAsync<BigIntPaper, string>("Race")).Id.ShouldBe(first.Id);
        await late.SaveChangesAsync();
        await using var query = store.QuerySession();
        (await query.Query<BigIntPaper>().CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task P09_P10_Where_one_insert_would_win_and_the_others_fail_nobody_fails()
    {
        var store = Store(connections: 20);
        await SaveAsync(store, new BigIntPaper { Title = "warm" });
        var ids = await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            await using var session = store.LightweightSession();
            var paper = await session.AsUniqueAsync<BigIntPaper, string>("Race");
            await session.SaveChangesAsync();
            return paper.Id;
        }));
        ids.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task P11_A_soft_deleted_document_does_not_block_its_slug()
    {
        var store = Store(configure: o => o.Policies.AllDocumentsSoftDeleted());
        BigIntPaper first = new() { Title = "a" }, second = new() { Title = "a" };
        await SaveAsync(store, first);
        await using var session = store.LightweightSession();
        session.Delete(first);
        await session.SaveChangesAsync();
        await SaveAsync(store, second);
        (first.Slug, second.Slug).ShouldBe(("a", "a"));
    }
}
