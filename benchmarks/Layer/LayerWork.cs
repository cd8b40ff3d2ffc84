using AdvancedAlchemy.Marten;
using Marten;
using Marten.Pagination;

namespace Benchmarks.Layer;

/// <summary>One row of the layer's table: the same work with plain Marten and with the layer.</summary>
/// <param name="Name">The name of the row.</param>
/// <param name="Goal">The highest ratio that is good enough; null where the row is there to be looked at.</param>
/// <param name="Repeat">Operations in one measured round.</param>
/// <param name="Plain">As one writes it with Marten alone.</param>
/// <param name="Layer">With the layer.</param>
internal sealed record LayerWork(string Name, double? Goal, int Repeat, Func<int, Task> Plain, Func<int, Task> Layer)
{
    internal static async Task<IReadOnlyList<LayerWork>> AllAsync(LayerStores stores)
    {
        var plainMemos = await SomeAsync<PlainMemo>(stores.Plain);
        var memos = await SomeAsync<Memo>(stores.Layered);
        return
        [
            new("insert, one save each", 1.05, 100, i => SaveAsync(stores.Plain, s => s.Insert(PlainMemo.Make(1_000_000 + i))), i => SaveAsync(stores.Layered, s => s.Insert(Memo.Make(1_000_000 + i)))),
            new("checked update, one save each", 1.05, 100, i => SaveAsync(stores.Plain, s => Revise(s, plainMemos[i % plainMemos.Count])), i => SaveAsync(stores.Layered, s => s.Store(Change(memos[i % memos.Count])))),
            new("100 checked updates in one save", 1.05, 5, i => SaveAsync(stores.Plain, s => Revise(s, [.. plainMemos.Take(100)])), i => SaveAsync(stores.Layered, s => s.Store<Memo>([.. memos.Take(100).Select(Change)]))),
            new("1,000 stores in one save", 1.05, 1, i => SaveAsync(stores.Plain, s => s.Store<PlainMemo>([.. Thousand(i).Select(PlainMemo.Make)])), i => SaveAsync(stores.Layered, s => s.Store<Memo>([.. Thousand(i).Select(Memo.Make)]))),
            new("dirty save, 1,000 clean documents", 1.05, 2, _ => CleanAsync<PlainMemo>(stores.Plain), _ => CleanAsync<Memo>(stores.Layered)),
            new("AsUniqueAsync of an existing key; plain: compiled query", 1.1, 200, i => CompiledAsync(stores.Layered, i), i => UniqueAsync(stores.Layered, i)),
            new("2,000 names, 200 distinct; plain: a query for each", null, 1, i => NamesOneByOneAsync(stores.Layered), i => NamesAsync(stores.Layered)),
            new("lookup by slug; plain: LINQ", null, 200, i => LinqAsync(stores.Layered, i), i => SlugAsync(stores.Layered, i)),
            new("page of 20 by UpdatedAt with count; layer: indexed stamps", null, 10, _ => PageAsync<PlainMemo>(stores.Plain, q => q.OrderByDescending(m => m.UpdatedAt)), _ => PageAsync<Memo>(stores.Indexed, q => q.OrderByDescending(m => m.UpdatedAt))),
        ];
    }

    private static async Task<IReadOnlyList<T>> SomeAsync<T>(IDocumentStore store) where T : notnull
    {
        await using var session = store.QuerySession();
        return await session.Query<T>().Take(1000).ToListAsync();
    }

    private static async Task SaveAsync(IDocumentStore store, Action<IDocumentSession> work)
    {
        await using var session = store.LightweightSession();
        work(session);
        await session.SaveChangesAsync();
    }

    private static void Revise(IDocumentSession session, params PlainMemo[] memos)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var memo in memos)
        {
            memo.Content = now.Ticks.ToString("D400", System.Globalization.CultureInfo.InvariantCulture);
            memo.UpdatedAt = now;
            session.UpdateRevision(memo, memo.Version + 1);
        }
    }

    private static Memo Change(Memo memo)
    {
        memo.Content = TimeProvider.System.GetUtcNow().Ticks.ToString("D400", System.Globalization.CultureInfo.InvariantCulture);
        return memo;
    }

    private static IEnumerable<int> Thousand(int round) => Enumerable.Range(10_000_000 + (round * 1000), 1000);

    private static async Task CleanAsync<T>(IDocumentStore store) where T : notnull
    {
        await using var session = store.DirtyTrackedSession();
        await session.Query<T>().Take(1000).ToListAsync();
        await session.SaveChangesAsync();
    }

    private static async Task CompiledAsync(IDocumentStore store, int number)
    {
        await using var session = store.LightweightSession();
        Found(await session.QueryAsync(new LabelBySlug { Slug = Slugifier.Default.Slugify(LayerStores.NameOf(number)) }));
    }

    private static async Task UniqueAsync(IDocumentStore store, int number)
    {
        await using var session = store.LightweightSession();
        Found(await session.AsUniqueAsync<Label, string>(LayerStores.NameOf(number)));
    }

    private static async Task NamesOneByOneAsync(IDocumentStore store)
    {
        await using var session = store.LightweightSession();
        for (var i = 0; i < 2000; i++)
        {
            var slug = Slugifier.Default.Slugify(LayerStores.NameOf(i % 200));
            Found(await session.Query<Label>().FirstOrDefaultAsync(l => l.Slug == slug));
        }
    }

    private static async Task NamesAsync(IDocumentStore store)
    {
        await using var session = store.LightweightSession();
        var labels = await session.AsUniqueAsync<Label, string>(Enumerable.Range(0, 2000).Select(i => LayerStores.NameOf(i % 200)));
        if (labels.Count != 200) throw new InvalidOperationException("There are 200 names");
    }

    private static async Task LinqAsync(IDocumentStore store, int number)
    {
        await using var session = store.QuerySession();
        var slug = Slugifier.Default.Slugify(LayerStores.NameOf(number));
        Found(await session.Query<Label>().FirstOrDefaultAsync(l => l.Slug == slug));
    }

    private static async Task SlugAsync(IDocumentStore store, int number)
    {
        await using var session = store.QuerySession();
        Found(await session.FindBySlugAsync<Label>(Slugifier.Default.Slugify(LayerStores.NameOf(number))));
    }

    private static async Task PageAsync<T>(IDocumentStore store, Func<IQueryable<T>, IQueryable<T>> order) where T : notnull
    {
        await using var session = store.QuerySession();
        var page = await order(session.Query<T>()).ToPagedListAsync(1, 20);
        if (page.Count != 20) throw new InvalidOperationException("There are more than 20 rows");
    }

    private static void Found(object? document)
    {
        if (document is null) throw new InvalidOperationException("It is not there");
    }
}
