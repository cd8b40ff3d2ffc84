using Marten.Engine.Linq;

namespace Marten.Pagination;

/// <summary>Reads queries page by page.</summary>
public static class PagedListQueryableExtensions
{
    public static IPagedList<T> ToPagedList<T>(this IQueryable<T> queryable, int pageNumber, int pageSize) => throw Unsupported.Synchronous();

    public static IPagedList<T> ToPagedList<T>(this IQueryable<T> queryable, int pageNumber, int pageSize, bool useQueryCount) =>
        throw Unsupported.Synchronous();

    public static async Task<IPagedList<T>> ToPagedListAsync<T>(
        this IQueryable<T> queryable, int pageNumber, int pageSize, CancellationToken token = default) =>
        await PagedList<T>.CreateAsync(queryable, pageNumber, pageSize, false, token).ConfigureAwait(false);

    /// <summary>As the other, but rows are counted by a query of their own, which also knows the total of a page beyond the end.</summary>
    public static async Task<IPagedList<T>> ToPagedListAsync<T>(
        this IQueryable<T> queryable, int pageNumber, int pageSize, bool useCountQuery, CancellationToken token = default) =>
        await PagedList<T>.CreateAsync(queryable, pageNumber, pageSize, useCountQuery, token).ConfigureAwait(false);
}
