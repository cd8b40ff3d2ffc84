using Marten.Engine.Linq;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Json;

namespace Marten;

/// <summary>JSON: what is stored, as it is; after a Select, what the serializer makes of each row.</summary>
public static partial class QueryableExtensions
{
    /// <summary>The JSON of the rows, as an array.</summary>
    public static Task<string> ToJsonArray<T>(this IQueryable<T> queryable, CancellationToken token = default) where T : notnull =>
        QueryRunner.Json(queryable, ResultKind.Rows, true).ArrayTextAsync(token);

    public static async Task<string> ToJsonFirst<T>(this IQueryable<T> queryable, CancellationToken token = default) where T : notnull =>
        (await QueryRunner.Json(queryable, ResultKind.First, false).OneTextAsync(token).ConfigureAwait(false))!;

    public static Task<string?> ToJsonFirstOrDefault<T>(this IQueryable<T> queryable, CancellationToken token = default) where T : notnull =>
        QueryRunner.Json(queryable, ResultKind.First, true).OneTextAsync(token);

    public static async Task<string> ToJsonSingle<T>(this IQueryable<T> queryable, CancellationToken token = default) where T : notnull =>
        (await QueryRunner.Json(queryable, ResultKind.Single, false).OneTextAsync(token).ConfigureAwait(false))!;

    public static Task<string?> ToJsonSingleOrDefault<T>(this IQueryable<T> queryable, CancellationToken token = default) where T : notnull =>
        QueryRunner.Json(queryable, ResultKind.Single, true).OneTextAsync(token);

    /// <summary>Writes the JSON of the rows as an array, in UTF-8, row by row; gives the number of rows.</summary>
    public static Task<int> StreamJsonArray<T>(this IQueryable<T> queryable, Stream destination, CancellationToken token = default) where T : notnull =>
        QueryRunner.Json(queryable, ResultKind.Rows, true).WriteArrayAsync(Required(destination), token);

    /// <summary>
    /// Writes one page of the rows, in UTF-8: an object with pageNumber, pageSize, totalItemCount, pageCount, hasNextPage, hasPreviousPage and, as the
    /// last, items. One round trip; gives the number of rows on the page.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number or the size of the page is below one.</exception>
    public static Task<int> StreamPagedJsonArray<T>(
        this IQueryable<T> queryable, Stream destination, int pageNumber, int pageSize, CancellationToken token = default) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(queryable);
        return JsonPage.WriteAsync(queryable, Required(destination), pageNumber, pageSize, token);
    }

    /// <exception cref="InvalidOperationException">There is no row.</exception>
    public static Task StreamJsonFirst<T>(this IQueryable<T> queryable, Stream destination, CancellationToken token = default) where T : notnull =>
        QueryRunner.Json(queryable, ResultKind.First, false).WriteOneAsync(Required(destination), token);

    /// <summary>Writes the first row, if there is one; gives whether there is.</summary>
    public static Task<bool> StreamJsonFirstOrDefault<T>(this IQueryable<T> queryable, Stream destination, CancellationToken token = default) where T : notnull =>
        QueryRunner.Json(queryable, ResultKind.First, true).WriteOneAsync(Required(destination), token);

    /// <exception cref="InvalidOperationException">There is no row, or more than one; nothing was written.</exception>
    public static Task StreamJsonSingle<T>(this IQueryable<T> queryable, Stream destination, CancellationToken token = default) where T : notnull =>
        QueryRunner.Json(queryable, ResultKind.Single, false).WriteOneAsync(Required(destination), token);

    /// <exception cref="InvalidOperationException">There is more than one row; nothing was written.</exception>
    public static Task StreamJsonSingleOrDefault<T>(this IQueryable<T> queryable, Stream destination, CancellationToken token = default) where T : notnull =>
        QueryRunner.Json(queryable, ResultKind.Single, true).WriteOneAsync(Required(destination), token);
}
