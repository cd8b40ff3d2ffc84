using System.Text;
using Marten.Engine.Linq;
using Marten.Engine.Linq.Execution;

namespace Marten;

public static partial class QueryableExtensions
{
    /// <summary>The stored JSON of the documents, as an array.</summary>
    public static async Task<string> ToJsonArray<T>(this IQueryable<T> queryable, CancellationToken token = default) where T : notnull
    {
        var rows = await QueryRunner.Prepare<string>(queryable, ResultKind.Json).ToListAsync(token).ConfigureAwait(false);
        return new StringBuilder(rows.Sum(r => r.Length + 1) + 2).Append('[').AppendJoin(',', rows).Append(']').ToString();
    }

    public static Task<string> ToJsonFirst<T>(this IQueryable<T> queryable, CancellationToken token = default) where T : notnull => JsonAsync(queryable, true, token);

    public static Task<string?> ToJsonFirstOrDefault<T>(this IQueryable<T> queryable, CancellationToken token = default) where T : notnull =>
        JsonOrDefaultAsync(queryable, true, token);

    public static Task<string> ToJsonSingle<T>(this IQueryable<T> queryable, CancellationToken token = default) where T : notnull => JsonAsync(queryable, false, token);

    public static Task<string?> ToJsonSingleOrDefault<T>(this IQueryable<T> queryable, CancellationToken token = default) where T : notnull =>
        JsonOrDefaultAsync(queryable, false, token);

    private static async Task<string> JsonAsync(IQueryable queryable, bool first, CancellationToken token) =>
        (await QueryRunner.Prepare<string>(queryable, first ? ResultKind.JsonFirst : ResultKind.JsonSingle).OneAsync(false, first, token).ConfigureAwait(false))!;

    private static Task<string?> JsonOrDefaultAsync(IQueryable queryable, bool first, CancellationToken token) =>
        QueryRunner.Prepare<string>(queryable, first ? ResultKind.JsonFirst : ResultKind.JsonSingle).OneAsync(true, first, token);
}
