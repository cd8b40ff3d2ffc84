namespace Marten.Pagination;

/// <summary>One page of a query's rows, and where it stands among all of them.</summary>
public interface IPagedList<out T> : IEnumerable<T>
{
    T this[int index] { get; }

    /// <summary>The number of rows on this page.</summary>
    long Count { get; }

    long PageNumber { get; }

    long PageSize { get; }

    long PageCount { get; }

    long TotalItemCount { get; }

    bool HasPreviousPage { get; }

    bool HasNextPage { get; }

    bool IsFirstPage { get; }

    bool IsLastPage { get; }

    /// <summary>The position of this page's first row among all rows, from 1.</summary>
    long FirstItemOnPage { get; }

    long LastItemOnPage { get; }
}
