using System.Reflection;

namespace Marten.Engine.Linq;

/// <summary>Reads a page and the number of all rows.</summary>
internal static class PageQuery
{
    private static readonly MethodInfo Method = typeof(PageQuery).GetMethod(nameof(ReadTypedAsync), BindingFlags.Static | BindingFlags.NonPublic)!;

    internal static void AssertPage(int number, int size)
    {
        if (number < 1) throw new ArgumentOutOfRangeException($"pageNumber = {number}. PageNumber cannot be below 1.", (Exception?)null);
        if (size < 1) throw new ArgumentOutOfRangeException($"pageSize = {size}. PageSize cannot be below 1.", (Exception?)null);
    }

    // The public page is of any T, the operators are of what is never null.
    internal static Task<(IReadOnlyList<T> Items, long Total)> ReadAsync<T>(IQueryable<T> query, int number, int size, bool countApart, CancellationToken token) =>
        (Task<(IReadOnlyList<T>, long)>)Method.MakeGenericMethod(typeof(T)).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [query, number, size, countApart, token], null)!;

    private static async Task<(IReadOnlyList<T> Items, long Total)> ReadTypedAsync<T>(IQueryable<T> query, int number, int size, bool countApart, CancellationToken token)
        where T : notnull
    {
        // Page 1 has no offset: its plan is the one of a query without paging.
        var skipped = checked((number - 1) * size);
        if (countApart)
        {
            var total = await query.LongCountAsync(token).ConfigureAwait(false);
            return (await Page(query, skipped, size).ToListAsync(token).ConfigureAwait(false), total);
        }

        var items = await Page(query.Stats(out var statistics), skipped, size).ToListAsync(token).ConfigureAwait(false);
        return (items, statistics.TotalResults);
    }

    internal static IQueryable<T> Page<T>(IQueryable<T> query, int skipped, int size) => skipped == 0 ? query.Take(size) : query.Skip(skipped).Take(size);
}
