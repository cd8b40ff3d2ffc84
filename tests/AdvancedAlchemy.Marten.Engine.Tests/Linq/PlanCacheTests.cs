using AdvancedAlchemy.Marten.Testing;
using global::Marten;
using global::Marten.Engine.Linq.Execution;
using global::Marten.Engine.Linq.Shapes;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>A shape is translated once; values never get stuck in a plan.</summary>
public sealed class PlanCacheTests(PostgresFixture postgres) : LinqTest(postgres)
{
    private static readonly Sample[] Data = SampleData.Make();

    [Fact]
    public async Task SameShape_WithOtherValues_Hits()
    {
        using var store = await Filled("a");
        await using var session = store.QuerySession();
        for (var i = 1; i <= 5; i++)
        {
            var id = i;
            (await session.Query<Sample>().FirstAsync(x => x.Id == id)).Id.ShouldBe(i);
        }

        (store.Queries.Plans.Misses, store.Queries.Plans.Hits, store.Queries.Plans.Count).ShouldBe((1, 4, 1));
    }

    [Fact]
    public async Task Constants_OfTheSameType_ShareAPlan()
    {
        using var store = await Filled("b");
        await using var session = store.QuerySession();
        (await session.Query<Sample>().CountAsync(x => x.Int == 1)).ShouldBe(Data.Count(x => x.Int == 1));
        (await session.Query<Sample>().CountAsync(x => x.Int == 2)).ShouldBe(Data.Count(x => x.Int == 2));
        store.Queries.Plans.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Null_ComparedWith_HasAPlanOfItsOwn()
    {
        using var store = await Filled("c");
        await using var session = store.QuerySession();
        foreach (var value in new int?[] { 3, null, 4, null })
        {
            (await session.Query<Sample>().CountAsync(x => x.OptInt == value)).ShouldBe(Data.Count(x => x.OptInt == value));
        }

        (store.Queries.Plans.Misses, store.Queries.Plans.Hits).ShouldBe((2, 2));
    }

    [Fact]
    public async Task ValuesThatShapeTheSql_AreGuarded()
    {
        using var store = await Filled("d");
        await using var session = store.QuerySession();
        foreach (var kind in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase, StringComparison.Ordinal })
        {
            (await session.Query<Sample>().CountAsync(x => x.Text != null && x.Text.StartsWith("ab", kind)))
                .ShouldBe(Data.Count(x => x.Text != null && x.Text.StartsWith("ab", kind)));
        }

        foreach (var all in new[] { true, false, true })
        {
            (await session.Query<Sample>().CountAsync(x => all || x.Id == 1)).ShouldBe(all ? 60 : 1);
        }

        (store.Queries.Plans.Misses, store.Queries.Plans.Hits).ShouldBe((4, 2));
    }

    [Fact]
    public async Task SharedNodes_AreSlotsOfTheirOwn()
    {
        using var store = await Filled("e");
        await using var session = store.QuerySession();
        var x = System.Linq.Expressions.Expression.Parameter(typeof(Sample), "x");
        System.Linq.Expressions.Expression<Func<Sample, bool>> Both(System.Linq.Expressions.Expression low, System.Linq.Expressions.Expression high) =>
            System.Linq.Expressions.Expression.Lambda<Func<Sample, bool>>(
                System.Linq.Expressions.Expression.OrElse(
                    System.Linq.Expressions.Expression.Equal(System.Linq.Expressions.Expression.Property(x, "Id"), low),
                    System.Linq.Expressions.Expression.Equal(System.Linq.Expressions.Expression.Property(x, "Id"), high)),
                x);
        var shared = System.Linq.Expressions.Expression.Constant(1);

        (await session.Query<Sample>().CountAsync(Both(shared, shared))).ShouldBe(1);
        (await session.Query<Sample>().CountAsync(Both(System.Linq.Expressions.Expression.Constant(1), System.Linq.Expressions.Expression.Constant(2)))).ShouldBe(2);
        store.Queries.Plans.Count.ShouldBe(1);
    }

    [Fact]
    public async Task EightThreads_WithTheSameShape_EachGetTheirOwnAnswer()
    {
        using var store = await Filled("f");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                var id = ((thread * 7) + i) % 60 + 1;
                await using var session = store.QuerySession();
                (await session.Query<Sample>().SingleAsync(x => x.Id == id)).Id.ShouldBe(id);
            }
        })));
        (store.Queries.Plans.Hits + store.Queries.Plans.Misses).ShouldBe(400);
        store.Queries.Plans.Count.ShouldBeLessThanOrEqualTo(8);
    }

    [Fact]
    public void Cache_WhenFull_ForgetsWhatWasUsedLeast()
    {
        var cache = new PlanCache(8);
        for (var i = 0; i < 100; i++)
        {
            ShapeToken[] shape = [new(i, null)];
            cache.Add(i % 3, new QueryPlan { Sql = "", Parameters = [], Rows = "", Shape = shape });
            cache.Find(i % 3, shape, []).ShouldNotBeNull();
            cache.Count.ShouldBeLessThanOrEqualTo(8);
        }

        cache.Find(0, [new ShapeToken(0, null)], []).ShouldBeNull();
    }

    private async Task<DocumentStore> Filled(string variant)
    {
        var store = NewStore("_" + variant);
        await store.BulkInsertAsync(Data);
        return store;
    }
}
