using AdvancedAlchemy.Marten.Testing;
using global::Marten;
using global::Marten.Linq.LastModified;
using global::Marten.Linq.MatchesSql;
using global::Marten.Linq.SoftDeletes;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>The filters that every query has, what replaces them, and conditions in SQL.</summary>
public sealed class DocumentFilterTests(PostgresFixture postgres) : LinqTest(postgres)
{
    private DocumentStore Store(string variant) => NewStore("_" + variant, o => o.Schema.For<Sample>().SoftDeleted().MultiTenanted());

    [Fact]
    public async Task DeletedDocuments_AreHidden_UnlessAsked()
    {
        using var store = await FilledAsync("del");
        await using var session = store.LightweightSession("a");
        session.DeleteWhere<Sample>(x => x.Id <= 2);
        await session.SaveChangesAsync();
        var start = TimeProvider.System.GetUtcNow().AddHours(-1);

        (await session.Query<Sample>().CountAsync()).ShouldBe(2);
        (await session.Query<Sample>().CountAsync(x => x.MaybeDeleted())).ShouldBe(4);
        (await session.Query<Sample>().CountAsync(x => x.IsDeleted())).ShouldBe(2);
        (await session.Query<Sample>().CountAsync(x => !x.IsDeleted())).ShouldBe(2);
        (await session.Query<Sample>().CountAsync(x => x.DeletedSince(start))).ShouldBe(2);
        (await session.Query<Sample>().CountAsync(x => x.DeletedBefore(start))).ShouldBe(0);
        (await session.Query<Sample>().CountAsync(x => x.ModifiedSince(start) && x.Id > 0)).ShouldBe(2);

        var wanted = 1;
        session.UndoDeleteWhere<Sample>(x => x.Id == wanted);
        wanted = 2;
        await session.SaveChangesAsync();
        (await session.Query<Sample>().OrderBy(x => x.Id).Select(x => x.Id).ToListAsync()).ShouldBe([1, 3, 4], "the condition was taken when it was given");

        session.HardDeleteWhere<Sample>(x => x.Id == 2 || x.Id == 3);
        await session.SaveChangesAsync();
        (await session.Query<Sample>().CountAsync(x => x.MaybeDeleted())).ShouldBe(2);
        (await session.Query<Sample>().CountAsync(x => x.AnyTenant() && x.MaybeDeleted())).ShouldBe(5, "the other tenant's documents stay");
    }

    [Fact]
    public async Task Tenants_SeeTheirOwnDocuments_UnlessAsked()
    {
        using var store = await FilledAsync("ten");
        await using var session = store.QuerySession("b");
        (await session.Query<Sample>().CountAsync()).ShouldBe(3);
        (await session.Query<Sample>().CountAsync(x => x.AnyTenant())).ShouldBe(7);
        (await session.Query<Sample>().CountAsync(x => x.TenantIsOneOf("a", "zz"))).ShouldBe(4);
        (await session.ForTenant("a").Query<Sample>().CountAsync()).ShouldBe(4);
        (await session.Query<Sample>().CountAsync(x => x.Id == 1 || x.Id == 2)).ShouldBe(2, "an or of the user's must not reach around the filter");
    }

    [Fact]
    public async Task MatchesSql_WithValues_SendsThemAsParameters()
    {
        using var store = await FilledAsync("sql");
        await using var session = store.QuerySession("a");
        var evil = "'; drop table x; --?";
        (await session.Query<Sample>().CountAsync(x => x.Id > 1 && x.MatchesSql("d.data ->> 'Text' = ? or d.id = ?", evil, 3) && x.Id < 10)).ShouldBe(1);
        (await session.Query<Sample>().CountAsync(x => x.MatchesSql('^', "d.data -> 'Scores' ? ^", "one"))).ShouldBe(2);
        (await session.Query<Sample>().CountAsync(x => x.MatchesJsonPath("d.data @? '$ ? (@.Id > 2)'"))).ShouldBe(2);
        await Should.ThrowAsync<InvalidOperationException>(() => session.Query<Sample>().CountAsync(x => x.MatchesSql("d.id = ?")));
    }

    [Fact]
    public async Task IdentitySessions_GiveTheSameInstance()
    {
        using var store = await FilledAsync("idn");
        await using var identity = store.IdentitySession("a");
        var loaded = await identity.LoadAsync<Sample>(1);
        (await identity.Query<Sample>().FirstAsync(x => x.Id == 1)).ShouldBeSameAs(loaded);
        await using var light = store.LightweightSession("a");
        (await light.Query<Sample>().FirstAsync(x => x.Id == 1)).ShouldNotBeSameAs(await light.LoadAsync<Sample>(1));
    }

    [Fact]
    public async Task DirtySessions_SaveWhatAQueryFound()
    {
        using var store = await FilledAsync("dty");
        await using (var dirty = store.DirtyTrackedSession("a"))
        {
            (await dirty.Query<Sample>().SingleAsync(x => x.Id == 1)).Text = "changed";
            await dirty.SaveChangesAsync();
        }

        await using var session = store.QuerySession("a");
        (await session.Query<Sample>().SingleAsync(x => x.Text == "changed")).Id.ShouldBe(1);
    }

    [Fact]
    public async Task InjectionAttempts_InEveryPosition_StayValues()
    {
        using var store = await FilledAsync("inj");
        await using var session = store.QuerySession("a");
        string[] attempts = ["' or '1'='1", "'); delete from mt_doc_sample; --", "\\'; select 1; --", "$1", "\"} or true --", "%' or 1=1 --"];
        foreach (var evil in attempts)
        {
            (await session.Query<Sample>().CountAsync(x => x.Text == evil || x.Text!.Contains(evil) || x.Tags.Contains(evil) || x.Inner!.Name!.EndsWith(evil))).ShouldBe(0);
            (await session.Query<Sample>().CountAsync(x => attempts.Contains(x.Text) || x.Scores.ContainsKey(evil) || x.Scores[evil] == 1)).ShouldBe(0);
            await using var other = store.QuerySession(evil);
            (await other.Query<Sample>().CountAsync()).ShouldBe(0);
        }

        (await session.Query<Sample>().CountAsync()).ShouldBe(4);
    }

    private async Task<DocumentStore> FilledAsync(string variant)
    {
        var store = Store(variant);
        await store.BulkInsertAsync("a", SampleData.Make()[..4]);
        await store.BulkInsertAsync("b", SampleData.Make()[..3]);
        return store;
    }
}
