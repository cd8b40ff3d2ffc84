using System.Text.Json;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;
using Marten.Linq.CursorPaging;

namespace MartenFacts.Shapes;

public class CursorPagingTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private static readonly Entry[] Entries =
    [
        .. Enumerable.Range(1, 23).Select(i => new Entry
        {
            Id = i,
            Name = i % 5 == 0 ? null : "name " + (i % 4),
            Number = i % 3,
            At = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(i % 6),
        }),
    ];

    private async Task<IQueryable<Entry>> QueryAsync()
    {
        var store = Store();
        await SaveAsync(store, Entries);
        return store.QuerySession().Query<Entry>();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(23)]
    [InlineData(100)]
    public async Task Pages_by_cursor_put_together_are_the_whole_query_in_its_order(int size)
    {
        var query = await QueryAsync();
        foreach (var ordered in new IQueryable<Entry>[]
        {
            query,
            query.OrderByDescending(x => x.Id),
            query.OrderBy(x => x.Number),
            query.OrderBy(x => x.Name).ThenByDescending(x => x.At),
            query.OrderByDescending(x => x.Name).ThenBy(x => x.Number).Where(x => x.Id > 3),
        })
        {
            var ids = new List<int>();
            string? cursor = null;
            do
            {
                var page = await ordered.ToJsonPageByCursorAsync(cursor, size);
                var items = JsonSerializer.Deserialize<Entry[]>(page.ItemsJson)!;
                items.Length.ShouldBe(page.Count);
                ids.AddRange(items.Select(e => e.Id));
                cursor = page.NextCursor;
            }
            while (cursor is not null);

            var all = await ordered.OrderBy(x => x.Id).ToListAsync();
            ids.ShouldBe(all.Select(e => e.Id));
        }
    }

    [Fact]
    public async Task Pages_by_cursor_have_every_row_once_also_where_the_key_is_missing_in_the_body()
    {
        var query = await QueryAsync();
        await ExecuteAsync($"update {Schema}.mt_doc_cursorpagingtests_entry set data = data - 'Number' - 'At' where id % 4 = 0");
        foreach (var ordered in new IQueryable<Entry>[] { query.OrderBy(x => x.Number), query.OrderByDescending(x => x.Number), query.OrderByDescending(x => x.At) })
        {
            (await IdsAsync(ordered, 3)).ShouldBe((await ordered.OrderBy(x => x.Id).ToListAsync()).Select(e => e.Id));
        }
    }

    [Fact]
    public async Task Pages_by_cursor_have_every_row_once_also_where_times_are_finer_than_microseconds()
    {
        var store = Store();
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await SaveAsync(store, [.. Enumerable.Range(1, 20).Select(i => new Entry { Id = i, At = start.AddTicks(i * 7) })]);
        var query = store.QuerySession().Query<Entry>();
        foreach (var ordered in new IQueryable<Entry>[] { query.OrderBy(x => x.At), query.OrderByDescending(x => x.At) })
        {
            (await IdsAsync(ordered, 1)).ShouldBe((await ordered.OrderBy(x => x.Id).ToListAsync()).Select(e => e.Id));
        }
    }

    private static async Task<List<int>> IdsAsync(IQueryable<Entry> ordered, int size)
    {
        List<int> ids = [];
        string? cursor = null;
        do
        {
            var page = await ordered.ToJsonPageByCursorAsync(cursor, size);
            ids.AddRange(JsonSerializer.Deserialize<Entry[]>(page.ItemsJson)!.Select(e => e.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null && ids.Count < 100);
        return ids;
    }

    [Fact]
    public async Task A_cursor_of_nothing_or_of_another_query_is_refused()
    {
        var query = await QueryAsync();

        await Should.ThrowAsync<ArgumentException>(() => query.ToJsonPageByCursorAsync("no cursor!", 2));
        var next = (await query.OrderBy(x => x.Name).ToJsonPageByCursorAsync(null, 2)).NextCursor;
        await Should.ThrowAsync<ArgumentException>(() => query.ToJsonPageByCursorAsync(next, 2));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => query.ToJsonPageByCursorAsync(null, 0));
        await Should.ThrowAsync<BadLinqExpressionException>(() => query.Take(3).ToJsonPageByCursorAsync(null, 2));
        var empty = await query.Where(x => x.Id < 0).ToJsonPageByCursorAsync(null, 2);
        (empty.ItemsJson, empty.Count, empty.NextCursor).ShouldBe(("[]", 0, null));
    }

    public class Entry
    {
        public int Id { get; set; }

        public string? Name { get; set; }

        public int Number { get; set; }

        public DateTimeOffset At { get; set; }
    }
}
