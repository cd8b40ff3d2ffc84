using AdvancedAlchemy.Marten.Testing;
using global::Marten;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>Plans of queries over several kinds of rows: one statement each, and good for every session.</summary>
public sealed class ShapePlanTests(PostgresFixture postgres) : LinqTest(postgres)
{
    [Fact]
    public async Task Include_WithOtherTargetsAndSessions_UsesOnePlanForEachKindOfSession()
    {
        using var store = NewStore("_a");
        await store.BulkInsertAsync(SampleData.Make());
        for (var i = 1; i <= 4; i++)
        {
            await using var session = i % 2 == 0 ? (IQuerySession)store.IdentitySession() : store.QuerySession();
            var list = new List<Sample>();
            var limit = i;
            (await session.Query<Sample>().Include(x => x.Id, list).Where(x => x.Id <= limit).ToListAsync()).Count.ShouldBe(i);
            list.Count.ShouldBe(i, "each run fills its own list");
            session.RequestCount.ShouldBe(1);
        }

        store.Queries.Plans.Count.ShouldBe(2);
    }

    [Fact]
    public async Task WholeDocuments_InAProjection_AreReadAsTheSessionReadsThem()
    {
        using var store = NewStore("_b");
        await store.BulkInsertAsync(SampleData.Make());
        await using var identity = store.IdentitySession();
        var known = await identity.LoadAsync<Sample>(3);
        await using var light = store.QuerySession();

        (await identity.Query<Sample>().Where(x => x.Id == 3).Select(x => new { x.Id, Document = x }).SingleAsync()).Document.ShouldBeSameAs(known);
        (await light.Query<Sample>().Where(x => x.Id == 3).Select(x => new { x.Id, Document = x }).SingleAsync()).Document.Id.ShouldBe(3);
    }

    [Fact]
    public void Values_InKeysAndConditionsOfGroups_AreParameters()
    {
        using var store = NewStore("_c");
        using var session = store.QuerySession();
        var name = "'; drop table x; --";

        var sql = Sql(session.Query<Sample>().GroupBy(x => x.Tags[0]).Where(g => g.Count(x => x.Text == name) > 0).Select(g => new { g.Key, Count = g.Count() }));

        sql.ShouldNotContain("drop");
        sql.ShouldContain("group by g.k0");
        sql.ShouldContain("filter (where ");
    }
}
