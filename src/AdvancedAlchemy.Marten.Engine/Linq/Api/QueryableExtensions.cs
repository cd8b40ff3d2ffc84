using System.Linq.Expressions;
using Marten.Engine.Linq;
using Marten.Engine.Linq.Execution;

namespace Marten;

/// <summary>What runs a query.</summary>
public static partial class QueryableExtensions
{
    public static Task<IReadOnlyList<T>> ToListAsync<T>(this IQueryable<T> queryable, CancellationToken token = default) where T : notnull =>
        QueryRunner.Prepare<T>(queryable, ResultKind.Rows).ToListAsync(token);

    public static IAsyncEnumerable<T> ToAsyncEnumerable<T>(this IQueryable<T> queryable, CancellationToken token = default) where T : notnull =>
        QueryRunner.Prepare<T>(queryable, ResultKind.Rows).StreamAsync(token);

    public static Task<bool> AnyAsync<TSource>(this IQueryable<TSource> source, CancellationToken token = default) where TSource : notnull =>
        QueryRunner.AnyAsync(source, null, token);

    public static Task<bool> AnyAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate, CancellationToken token = default) where TSource : notnull =>
        QueryRunner.AnyAsync(source, Required(predicate), token);

    public static async Task<int> CountAsync<TSource>(this IQueryable<TSource> source, CancellationToken token = default) where TSource : notnull =>
        checked((int)await QueryRunner.CountAsync(source, null, token).ConfigureAwait(false));

    public static async Task<int> CountAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate, CancellationToken token = default) where TSource : notnull =>
        checked((int)await QueryRunner.CountAsync(source, Required(predicate), token).ConfigureAwait(false));

    public static Task<long> LongCountAsync<TSource>(this IQueryable<TSource> source, CancellationToken token = default) where TSource : notnull =>
        QueryRunner.CountAsync(source, null, token);

    public static Task<long> LongCountAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate, CancellationToken token = default) where TSource : notnull =>
        QueryRunner.CountAsync(source, Required(predicate), token);

    public static Task<TSource> FirstAsync<TSource>(this IQueryable<TSource> source, CancellationToken token = default) where TSource : notnull =>
        QueryRunner.OneAsync(source, ResultKind.First, null, token);

    public static Task<TSource> FirstAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate, CancellationToken token = default) where TSource : notnull =>
        QueryRunner.OneAsync(source, ResultKind.First, Required(predicate), token);

    public static Task<TSource?> FirstOrDefaultAsync<TSource>(this IQueryable<TSource> source, CancellationToken token = default) where TSource : notnull =>
        QueryRunner.OneOrDefaultAsync(source, ResultKind.First, null, token);

    public static Task<TSource?> FirstOrDefaultAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate, CancellationToken token = default) where TSource : notnull =>
        QueryRunner.OneOrDefaultAsync(source, ResultKind.First, Required(predicate), token);

    public static Task<TSource> SingleAsync<TSource>(this IQueryable<TSource> source, CancellationToken token = default) where TSource : notnull =>
        QueryRunner.OneAsync(source, ResultKind.Single, null, token);

    public static Task<TSource> SingleAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate, CancellationToken token = default) where TSource : notnull =>
        QueryRunner.OneAsync(source, ResultKind.Single, Required(predicate), token);

    public static Task<TSource?> SingleOrDefaultAsync<TSource>(this IQueryable<TSource> source, CancellationToken token = default) where TSource : notnull =>
        QueryRunner.OneOrDefaultAsync(source, ResultKind.Single, null, token);

    public static Task<TSource?> SingleOrDefaultAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate, CancellationToken token = default) where TSource : notnull =>
        QueryRunner.OneOrDefaultAsync(source, ResultKind.Single, Required(predicate), token);

    public static Task<TResult> SumAsync<TSource, TResult>(
        this IQueryable<TSource> source, Expression<Func<TSource, TResult>> expression, CancellationToken token = default) where TResult : notnull =>
        QueryRunner.AggregateAsync<TResult>(source, ResultKind.Sum, expression, token);

    public static Task<TResult> MinAsync<TSource, TResult>(
        this IQueryable<TSource> source, Expression<Func<TSource, TResult>> expression, CancellationToken token = default) where TResult : notnull =>
        QueryRunner.AggregateAsync<TResult>(source, ResultKind.Min, expression, token);

    public static Task<TResult> MaxAsync<TSource, TResult>(
        this IQueryable<TSource> source, Expression<Func<TSource, TResult>> expression, CancellationToken token = default) where TResult : notnull =>
        QueryRunner.AggregateAsync<TResult>(source, ResultKind.Max, expression, token);

    public static Task<double> AverageAsync<TSource, TMember>(
        this IQueryable<TSource> source, Expression<Func<TSource, TMember>> expression, CancellationToken token = default) where TMember : notnull =>
        QueryRunner.AggregateAsync<double>(source, ResultKind.Average, expression, token);

    /// <summary>A value in SQL that is taken as it is, for use in conditions, orders and Select: never build it from input. The table has the alias d.</summary>
    public static T? ExplicitSql<T>(this object target, string sql) => throw InQueriesOnly.Of(target, sql);

    private static T Required<T>(T predicate) where T : class
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return predicate;
    }
}
