using System.Globalization;
using System.Text;
using Marten.Linq;

namespace Marten.Engine.Linq.Json;

/// <summary>A page of JSON documents and what there is to know of it, in one object.</summary>
internal static class JsonPage
{
    private static readonly byte[] End = "}"u8.ToArray();

    internal static async Task<int> WriteAsync<T>(IQueryable<T> source, Stream destination, int number, int size, CancellationToken token) where T : notnull
    {
        PageQuery.AssertPage(number, size);
        var page = PageQuery.Page(source.Stats(out var statistics), checked((number - 1) * size), size);
        var count = await QueryRunner.Json(page, Execution.ResultKind.Rows, true).WriteArrayAsync(destination, () => Head(statistics, number, size), token).ConfigureAwait(false);
        await destination.WriteAsync(End, token).ConfigureAwait(false);
        return count;
    }

    // Camel case whatever the documents have: it is the page's own, not theirs.
    private static byte[] Head(QueryStatistics statistics, int number, int size)
    {
        var total = statistics.TotalResults;
        var pages = (total + size - 1) / size;
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"pageNumber":{{number}},"pageSize":{{size}},"totalItemCount":{{total}},"pageCount":{{pages}},"hasNextPage":{{Text(number < pages)}},"hasPreviousPage":{{Text(number > 1)}},"items":"""));
    }

    private static string Text(bool value) => value ? "true" : "false";
}
