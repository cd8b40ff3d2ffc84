using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq;
using Marten.Pagination;

namespace MartenFacts.Documentation;

/// <summary>The page "Paging".</summary>
public class PagingPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private async Task<IDocumentSession> HundredAsync()
    {
        var store = Store();
        await SaveAsync(store, [.. Enumerable.Range(1, 100).Select(i => new Target { Number = i, Flag = i % 2 == 0 })]);
        return store.LightweightSession();
    }

    [Fact]
    public async Task A_paged_list_knows_its_place_among_the_pages()
    {
        await using var session = await HundredAsync();

        var page = await session.Query<Target>().OrderBy(x => x.Number).ToPagedListAsync(2, 10);

        page.Select(x => x.Number).ShouldBe(Enumerable.Range(11, 10));
        (page.TotalItemCount, page.PageCount, page.PageNumber, page.PageSize).ShouldBe((100, 10, 2, 10));
        (page.IsFirstPage, page.IsLastPage, page.HasPreviousPage, page.HasNextPage).ShouldBe((false, false, true, true));
        (page.FirstItemOnPage, page.LastItemOnPage, page.Count).ShouldBe((11, 20, 10));
    }

    [Fact]
    public async Task The_last_page_may_be_shorter()
    {
        await using var session = await HundredAsync();

        var page = await session.Query<Target>().Where(x => x.Flag).OrderBy(x => x.Number).ToPagedListAsync(5, 12);

        page.Select(x => x.Number).ShouldBe([98, 100]);
        (page.IsLastPage, page.HasNextPage, page.PageCount).ShouldBe((true, false, 5));
    }

    [Fact]
    public async Task The_total_may_be_counted_by_a_query_of_its_own()
    {
        await using var session = await HundredAsync();
        var before = session.RequestCount;

        var page = await session.Query<Target>().OrderBy(x => x.Number).ToPagedListAsync(200, 10, true);

        (page.Count, page.TotalItemCount).ShouldBe((0, 100));
        session.RequestCount.ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task Page_numbers_and_sizes_begin_at_one()
    {
        await using var session = await HundredAsync();

        await Should.ThrowAsync<ArgumentOutOfRangeException>(session.Query<Target>().ToPagedListAsync(0, 10));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(session.Query<Target>().ToPagedListAsync(1, 0));
    }

    [Fact]
    public async Task Statistics_count_all_matching_documents_in_the_round_trip_of_the_page()
    {
        await using var session = await HundredAsync();
        var before = session.RequestCount;

        var page = await session.Query<Target>().Stats(out QueryStatistics stats).Where(x => x.Number > 10).OrderBy(x => x.Number).Skip(5).Take(3).ToListAsync();

        page.Select(x => x.Number).ShouldBe([16, 17, 18]);
        stats.TotalResults.ShouldBe(90);
        (session.RequestCount - before).ShouldBe(1);
    }
}
