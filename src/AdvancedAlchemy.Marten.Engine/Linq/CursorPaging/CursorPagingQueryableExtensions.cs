using System.Text;
using Marten.Engine.Linq;
using Marten.Engine.Linq.CursorPaging;
using Marten.Engine.Linq.Execution;

namespace Marten.Linq.CursorPaging;

/// <summary>Reads pages that begin where another one ended, however many documents there are before them.</summary>
public static class CursorPagingQueryableExtensions
{
    /// <summary>A page of documents in the order of the query, and of their ids where that does not tell them apart.</summary>
    /// <param name="queryable">The query: filters and orders of documents, and nothing else.</param>
    /// <param name="cursor">The cursor of the page before; null for the first page.</param>
    /// <param name="pageSize">The most documents to read.</param>
    /// <param name="token">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">The page has no size.</exception>
    /// <exception cref="ArgumentException">The cursor is of no page of this query.</exception>
    public static async Task<CursorPageResult> ToJsonPageByCursorAsync<T>(
        this IQueryable<T> queryable, string? cursor, int pageSize, CancellationToken token = default) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(queryable);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        var keys = KeySet<T>.Of(queryable);
        var page = keys.After(queryable, cursor).Take(checked(pageSize + 1));
        var rows = await QueryRunner.Prepare<string>(page, ResultKind.Json).ToListAsync(token).ConfigureAwait(false);
        var count = Math.Min(rows.Count, pageSize);
        var json = new StringBuilder().Append('[').AppendJoin(',', rows.Take(count)).Append(']').ToString();
        return new CursorPageResult(json, count, rows.Count > pageSize ? keys.CursorOf(rows[count - 1]) : null);
    }
}
