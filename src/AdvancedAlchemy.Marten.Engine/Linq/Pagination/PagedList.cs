using System.Collections;
using Marten.Engine.Linq;

namespace Marten.Pagination;

/// <summary>One page of a query's rows.</summary>
public class PagedList<T> : IPagedList<T>
{
    private IReadOnlyList<T> _items = [];

    private PagedList()
    {
    }

    public T this[int index] => _items[index];

    public long Count => _items.Count;

    public long PageNumber { get; protected set; }

    public long PageSize { get; protected set; }

    public long PageCount { get; protected set; }

    public long TotalItemCount { get; protected set; }

    public bool HasPreviousPage { get; protected set; }

    public bool HasNextPage { get; protected set; }

    public bool IsFirstPage { get; protected set; }

    public bool IsLastPage { get; protected set; }

    public long FirstItemOnPage { get; protected set; }

    public long LastItemOnPage { get; protected set; }

    public static PagedList<T> Create(IQueryable<T> queryable, int pageNumber, int pageSize, bool useCountQuery = false) =>
        throw Unsupported.Synchronous();

    public static async Task<PagedList<T>> CreateAsync(
        IQueryable<T> queryable, int pageNumber, int pageSize, bool useCountQuery, CancellationToken token = default)
    {
        var page = new PagedList<T>();
        await page.InitAsync(queryable, pageNumber, pageSize, useCountQuery, token).ConfigureAwait(false);
        return page;
    }

    public void Init(IQueryable<T> queryable, int pageNumber, int pageSize, bool useCountQuery = false) => throw Unsupported.Synchronous();

    public async Task InitAsync(IQueryable<T> queryable, int pageNumber, int pageSize, bool useCountQuery, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(queryable);
        PageQuery.AssertPage(pageNumber, pageSize);

        (_items, TotalItemCount) = await PageQuery.ReadAsync(queryable, pageNumber, pageSize, useCountQuery, token).ConfigureAwait(false);
        PageNumber = pageNumber;
        PageSize = pageSize;
        PageCount = (TotalItemCount + pageSize - 1) / pageSize;
        HasPreviousPage = pageNumber > 1;
        HasNextPage = pageNumber < PageCount;
        IsFirstPage = pageNumber == 1 && TotalItemCount > 0;
        IsLastPage = pageNumber == PageCount;
        if (_items.Count == 0) return;
        FirstItemOnPage = ((long)pageNumber - 1) * pageSize + 1;
        LastItemOnPage = FirstItemOnPage + _items.Count - 1;
    }

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
