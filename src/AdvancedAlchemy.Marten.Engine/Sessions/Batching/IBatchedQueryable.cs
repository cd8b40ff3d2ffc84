using System.Linq.Expressions;
using Marten.Linq;

namespace Marten.Services.BatchQuerying;

/// <summary>A query of a batch.</summary>
public interface IBatchedQueryable<T> : IBatchedFetcher<T>
{
    IBatchedQueryable<T> Where(Expression<Func<T, bool>> predicate);

    IBatchedQueryable<T> Skip(int count);

    IBatchedQueryable<T> Take(int count);

    IBatchedOrderedQueryable<T> OrderBy<TKey>(Expression<Func<T, TKey>> expression);

    IBatchedOrderedQueryable<T> OrderByDescending<TKey>(Expression<Func<T, TKey>> expression);

    ITransformedBatchQueryable<TValue> Select<TValue>(Expression<Func<T, TValue>> selection);

    /// <summary>Counts all matching rows along with the page.</summary>
    IBatchedQueryable<T> Stats(out QueryStatistics stats);

    Task<TResult> Min<TResult>(Expression<Func<T, TResult>> expression) where TResult : notnull;

    Task<TResult> Max<TResult>(Expression<Func<T, TResult>> expression) where TResult : notnull;

    Task<TResult> Sum<TResult>(Expression<Func<T, TResult>> expression) where TResult : notnull;

    Task<double> Average(Expression<Func<T, object>> expression);
}
