#pragma warning disable CS8714 // Marten says notnull of results that may well be null
using AdvancedAlchemy.Marten.Testing;
using global::Marten;
using global::Marten.Exceptions;
using global::Marten.Pagination;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>What the operators that run a query give.</summary>
public sealed class ResultTests(PostgresFixture postgres) : LinqTest(postgres)
{
    private static readonly Sample[] Data = SampleData.Make();

    private async Task<IQueryable<Sample>> Query() => (await StoreAsync(Data)).QuerySession().Query<Sample>();

    [Fact]
    public async Task First_WithoutRows_Throws() =>
        (await Should.ThrowAsync<InvalidOperationException>(async () => await (await Query()).FirstAsync(x => x.Id == -1))).Message.ShouldBe("Sequence contains no elements");

    [Fact]
    public async Task Single_WithoutRows_Throws() =>
        (await Should.ThrowAsync<InvalidOperationException>(async () => await (await Query()).SingleAsync(x => x.Id == -1))).Message.ShouldBe("Sequence contains no elements");

    [Fact]
    public async Task SingleOrDefault_WithTwoRows_Throws() =>
        (await Should.ThrowAsync<InvalidOperationException>(async () => await (await Query()).SingleOrDefaultAsync(x => x.Id < 3))).Message
            .ShouldBe("Sequence contains more than one element");

    [Fact]
    public async Task One_WithOneRow_GivesIt()
    {
        var query = await Query();
        (await query.FirstAsync(x => x.Id == 2)).Id.ShouldBe(2);
        (await query.SingleAsync(x => x.Id == 2)).Id.ShouldBe(2);
        (await query.FirstOrDefaultAsync(x => x.Id == -2)).ShouldBeNull();
        (await query.SingleOrDefaultAsync(x => x.Id == -2)).ShouldBeNull();
        (await query.Where(x => x.Id == -1).Select(x => x.Int).FirstOrDefaultAsync()).ShouldBe(0);
        (await query.OrderBy(x => x.Id).Skip(3).FirstAsync()).Id.ShouldBe(4);
    }

    [Fact]
    public async Task Count_AfterTake_CountsAll()
    {
        var query = await Query();
        (await query.Take(2).CountAsync()).ShouldBe(60);
        (await query.CountAsync(x => x.Flag)).ShouldBe(30);
        (await query.LongCountAsync()).ShouldBe(60);
        (await query.AnyAsync(x => x.Id == 60)).ShouldBeTrue();
        (await query.AnyAsync(x => x.Id == 61)).ShouldBeFalse();
    }

    [Fact]
    public async Task Aggregates_OverRows_AgreeWithLinqToObjects()
    {
        var query = await Query();
        (await query.SumAsync(x => x.Int)).ShouldBe(Data.Sum(x => x.Int));
        (await query.SumAsync(x => x.OptInt)).ShouldBe(Data.Sum(x => x.OptInt));
        (await query.SumAsync(x => x.Decimal)).ShouldBe(Data.Sum(x => x.Decimal));
        (await query.MinAsync(x => x.Long)).ShouldBe(long.MinValue);
        (await query.MaxAsync(x => x.Shade)).ShouldBe(Shade.Dark);
        (await query.MaxAsync(x => x.Time)).ShouldBe(Data.Max(x => x.Time));
        (await query.MaxAsync(x => x.Instant)).ShouldBe(Data.Max(x => x.Instant));
        (await query.MaxAsync(x => x.Day)).ShouldBe(Data.Max(x => x.Day));
        (await query.AverageAsync(x => x.Int)).ShouldBe(Data.Average(x => x.Int), 0.0001);
    }

    [Fact]
    public async Task Aggregates_OverNothing_DoNotThrow()
    {
        var query = (await Query()).Where(x => x.Id < 0);
        (await query.SumAsync(x => x.Int)).ShouldBe(0);
        (await query.SumAsync(x => x.OptInt)).ShouldBe(0);
        (await query.MinAsync(x => x.Int)).ShouldBe(0);
        (await query.MaxAsync(x => x.OptInt)).ShouldBeNull();
        (await query.AverageAsync(x => x.Int)).ShouldBe(0);
    }

    [Fact]
    public async Task OrderBy_CalledTwice_KeepsTheFirstAsPrimary()
    {
        var query = await Query();
        var found = await query.OrderBy(x => x.Int).OrderByDescending(x => x.Id).ToListAsync();
        found.Select(x => x.Id).ShouldBe(Data.OrderBy(x => x.Int).ThenByDescending(x => x.Id).Select(x => x.Id));
        (await query.OrderByDescending(x => x.Inner!.Number).ThenBy(x => x.Id).Select(x => x.Id).FirstAsync()).ShouldBe(1, "nulls come first when descending");
    }

    [Fact]
    public async Task OrderBy_ByName_OrdersLikeByMember()
    {
        var query = await Query();
        (await query.OrderBy("Int DESC", "Id").ToListAsync()).Select(x => x.Id).ShouldBe(Data.OrderByDescending(x => x.Int).ThenBy(x => x.Id).Select(x => x.Id));
        (await query.Where(x => x.Inner != null).OrderByDescending("Inner.Number").ThenBy("Id").ToListAsync()).Select(x => x.Id)
            .ShouldBe(Data.Where(x => x.Inner != null).OrderByDescending(x => x.Inner!.Number).ThenBy(x => x.Id).Select(x => x.Id));
        (await query.OrderBySql("d.id desc").Take(1).ToListAsync()).Single().Id.ShouldBe(60);
        Should.Throw<ArgumentException>(() => query.OrderBy("Nope")).Message.ShouldBe("Order by property Nope not found in type Sample (Parameter 'property')");
        Should.Throw<ArgumentException>(() => query.OrderBy("Int; drop table x"));
    }

    [Fact]
    public async Task SkipAndTake_InAnyOrder_MeanTheSame()
    {
        var query = (await Query()).OrderBy(x => x.Id);
        (await query.Take(2).Skip(1).ToListAsync()).Select(x => x.Id).ShouldBe([2, 3]);
        (await query.Skip(1).Take(2).ToListAsync()).Select(x => x.Id).ShouldBe([2, 3]);
        (await query.Take(2).Where(x => x.Id > 10).ToListAsync()).Select(x => x.Id).ShouldBe([11, 12]);
        (await query.Take(0).ToListAsync()).ShouldBeEmpty();
        await Should.ThrowAsync<MartenCommandException>(() => query.Take(-1).ToListAsync());
    }

    [Fact]
    public async Task ToPagedList_ForEachKindOfPage_TellsWhereItIs()
    {
        var query = (await Query()).Where(x => x.Id <= 6).OrderBy(x => x.Id);
        var last = await query.ToPagedListAsync(3, 2);
        (last.Count, last.TotalItemCount, last.PageCount, last.FirstItemOnPage, last.LastItemOnPage, last.IsLastPage, last.HasNextPage, last.HasPreviousPage)
            .ShouldBe((2, 6, 3, 5, 6, true, false, true));
        var beyond = await query.ToPagedListAsync(9, 2);
        (beyond.Count, beyond.TotalItemCount, beyond.PageNumber, beyond.HasPreviousPage, beyond.IsLastPage).ShouldBe((0, 0, 9, true, false));
        (await query.ToPagedListAsync(9, 2, useCountQuery: true)).TotalItemCount.ShouldBe(6);
        var empty = await query.Where(x => x.Id < 0).ToPagedListAsync(1, 2);
        (empty.IsFirstPage, empty.PageCount).ShouldBe((false, 0));
        (await query.Select(x => x.Id).ToPagedListAsync(1, 4)).ShouldBe([1, 2, 3, 4]);
        (await Should.ThrowAsync<ArgumentOutOfRangeException>(() => query.ToPagedListAsync(0, 2))).Message.ShouldContain("PageNumber cannot be below 1.");
    }

    [Fact]
    public async Task SynchronousOperators_Throw()
    {
        var query = await Query();
        Should.Throw<NotSupportedException>(() => query.ToList()).Message.ShouldBe("As of Marten 9.0, only asynchronous data access is supported");
        Should.Throw<NotSupportedException>(() => query.Count());
        Should.Throw<NotSupportedException>(() => query.First(x => x.Id == 1));
    }

    [Fact]
    public async Task ToAsyncEnumerable_StoppedEarly_LeavesTheSessionUsable()
    {
        var store = await StoreAsync(Data);
        await using var session = store.QuerySession();
        var seen = 0;
        await foreach (var sample in session.Query<Sample>().OrderBy(x => x.Id).ToAsyncEnumerable())
        {
            sample.Id.ShouldBe(++seen);
            if (seen == 3) break;
        }

        (await session.Query<Sample>().CountAsync()).ShouldBe(60);
    }

    [Fact]
    public async Task ToJsonArray_OfDocuments_IsTheStoredJson()
    {
        var json = await (await Query()).Where(x => x.Id < 3).OrderBy(x => x.Id).ToJsonArray();
        System.Text.Json.JsonSerializer.Deserialize<Sample[]>(json)!.Select(x => x.Id).ShouldBe([1, 2]);
        (await (await Query()).Where(x => x.Id < 0).ToJsonArray()).ShouldBe("[]");
        (await (await Query()).Where(x => x.Id < 0).ToJsonFirstOrDefault()).ShouldBeNull();
    }
}
