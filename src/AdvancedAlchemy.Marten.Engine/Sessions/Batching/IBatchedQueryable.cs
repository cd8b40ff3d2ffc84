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

    /// <summary>Brings related documents along. They are there when the query's task has completed.</summary>
    IBatchedQueryable<T> Include<TInclude>(Expression<Func<T, object>> idSource, Action<TInclude> callback) where TInclude : notnull;

    IBatchedQueryable<T> Include<TInclude>(Expression<Func<T, object>> idSource, IList<TInclude> list) where TInclude : notnull;

    IBatchedQueryable<T> Include<TInclude, TKey>(Expression<Func<T, object>> idSource, IDictionary<TKey, TInclude> dictionary)
        where TInclude : notnull where TKey : notnull;

    IBatchedQueryableIncludeBuilder<T, TInclude> Include<TInclude>(Action<TInclude> callback) where TInclude : notnull;

    IBatchedQueryableIncludeBuilder<T, TInclude> Include<TInclude>(IList<TInclude> list) where TInclude : notnull;

    IBatchedQueryableIncludeBuilder<T, TKey, TInclude> Include<TKey, TInclude>(IDictionary<TKey, TInclude> dictionary)
        where TInclude : notnull where TKey : notnull;

    IBatchedQueryableIncludeBuilder<T, TKey, TInclude> Include<TKey, TInclude>(IDictionary<TKey, IList<TInclude>> dictionary)
        where TInclude : notnull where TKey : notnull;

    IBatchedQueryableIncludeBuilder<T, TKey, TInclude> Include<TKey, TInclude>(IDictionary<TKey, List<TInclude>> dictionary)
        where TInclude : notnull where TKey : notnull;

    Task<TResult> Min<TResult>(Expression<Func<T, TResult>> expression) where TResult : notnull;

    Task<TResult> Max<TResult>(Expression<Func<T, TResult>> expression) where TResult : notnull;

    Task<TResult> Sum<TResult>(Expression<Func<T, TResult>> expression) where TResult : notnull;

    Task<double> Average(Expression<Func<T, object>> expression);
}
