using System.Linq.Expressions;
using Marten.Engine.Linq;
using Marten.Engine.Linq.Execution;
using Marten.Linq;
using Marten.Services.BatchQuerying;

namespace Marten.Engine.Sessions.Batching;

/// <summary>A query in the making that goes with a batch.</summary>
internal sealed partial class BatchedQueryable<T>(BatchedQuery batch, IQueryable<T> query) : IBatchedOrderedQueryable<T> where T : notnull
{
    public IBatchedQueryable<T> Where(Expression<Func<T, bool>> predicate) => With(query.Where(predicate));

    public IBatchedQueryable<T> Skip(int count) => With(query.Skip(count));

    public IBatchedQueryable<T> Take(int count) => With(query.Take(count));

    public IBatchedOrderedQueryable<T> OrderBy<TKey>(Expression<Func<T, TKey>> expression) => With(query.OrderBy(expression));

    public IBatchedOrderedQueryable<T> OrderByDescending<TKey>(Expression<Func<T, TKey>> expression) => With(query.OrderByDescending(expression));

    public IBatchedOrderedQueryable<T> ThenBy<TKey>(Expression<Func<T, TKey>> expression) => With(((IOrderedQueryable<T>)query).ThenBy(expression));

    public IBatchedOrderedQueryable<T> ThenByDescending<TKey>(Expression<Func<T, TKey>> expression) =>
        With(((IOrderedQueryable<T>)query).ThenByDescending(expression));

    public ITransformedBatchQueryable<TValue> Select<TValue>(Expression<Func<T, TValue>> selection) => new BatchedRows<TValue>(batch, query.Select(selection));

    public IBatchedQueryable<T> Stats(out QueryStatistics stats) => With(query.Stats(out stats));

    public Task<long> Count() => Counted(null);

    public Task<long> Count(Expression<Func<T, bool>> filter) => Counted(filter);

    public Task<bool> Any() => Exists(null);

    public Task<bool> Any(Expression<Func<T, bool>> filter) => Exists(filter);

    public Task<IReadOnlyList<T>> ToList() => new BatchedRows<T>(batch, query).ToList();

    public Task<T?> First() => batch.One(query, ResultKind.First, false, null);

    public Task<T?> First(Expression<Func<T, bool>> filter) => batch.One(query, ResultKind.First, false, filter);

    public Task<T?> FirstOrDefault() => batch.One(query, ResultKind.First, true, null);

    public Task<T?> FirstOrDefault(Expression<Func<T, bool>> filter) => batch.One(query, ResultKind.First, true, filter);

    public Task<T?> Single() => batch.One(query, ResultKind.Single, false, null);

    public Task<T?> Single(Expression<Func<T, bool>> filter) => batch.One(query, ResultKind.Single, false, filter);

    public Task<T?> SingleOrDefault() => batch.One(query, ResultKind.Single, true, null);

    public Task<T?> SingleOrDefault(Expression<Func<T, bool>> filter) => batch.One(query, ResultKind.Single, true, filter);

    public Task<TResult> Min<TResult>(Expression<Func<T, TResult>> expression) where TResult : notnull => Aggregate<TResult>(ResultKind.Min, expression);

    public Task<TResult> Max<TResult>(Expression<Func<T, TResult>> expression) where TResult : notnull => Aggregate<TResult>(ResultKind.Max, expression);

    public Task<TResult> Sum<TResult>(Expression<Func<T, TResult>> expression) where TResult : notnull => Aggregate<TResult>(ResultKind.Sum, expression);

    public Task<double> Average(Expression<Func<T, object>> expression) => Aggregate<double>(ResultKind.Average, expression);

    internal BatchedQueryable<T> Ordered(Func<IQueryable<T>, IQueryable<T>> order) => With(order(query));

    private BatchedQueryable<T> With(IQueryable<T> changed) => new(batch, changed);

    private Task<long> Counted(LambdaExpression? filter) =>
        batch.Add(QueryRunner.Prepare<T>(query, ResultKind.Count, filter), static (reader, query, token) => query.ReadScalarAsync<long>(reader, token));

    private Task<bool> Exists(LambdaExpression? filter) =>
        batch.Add(QueryRunner.Prepare<T>(query, ResultKind.Any, filter), static (reader, query, token) => query.ReadScalarAsync<bool>(reader, token));

    private Task<TResult> Aggregate<TResult>(ResultKind kind, LambdaExpression member) => batch.Add(
        QueryRunner.Prepare<TResult>(query, kind, member),
        async (reader, query, token) => QueryRunner.Aggregated(kind, await query.ReadOneAsync(reader, true, true, token).ConfigureAwait(false)));
}
