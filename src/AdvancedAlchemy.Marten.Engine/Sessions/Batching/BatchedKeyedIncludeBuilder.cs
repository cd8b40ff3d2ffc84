using System.Linq.Expressions;
using Marten.Linq.Includes;
using Marten.Services.BatchQuerying;

namespace Marten.Engine.Sessions.Batching;

/// <summary>An Include into a dictionary, of a query of a batch, that still has to be told by what.</summary>
internal sealed class BatchedKeyedIncludeBuilder<T, TKey, TInclude>(BatchedQuery batch, IMartenQueryableIncludeBuilder<T, TKey, TInclude> builder)
    : IBatchedQueryableIncludeBuilder<T, TKey, TInclude> where T : notnull where TKey : notnull where TInclude : notnull
{
    public IBatchedQueryable<T> On(Expression<Func<T, object>> idSource) => With(builder.On(idSource));

    public IBatchedQueryable<T> On(Expression<Func<T, object>> idSource, Expression<Func<TInclude, bool>> filter) => With(builder.On(idSource, filter));

    public IBatchedQueryable<T> On(Expression<Func<T, TKey?>> idSource, Expression<Func<TInclude, TKey?>> idMapping) => With(builder.On(idSource, idMapping));

    public IBatchedQueryable<T> On(
        Expression<Func<T, TKey?>> idSource, Expression<Func<TInclude, TKey?>> idMapping, Expression<Func<TInclude, bool>> filter) =>
        With(builder.On(idSource, idMapping, filter));

    public IBatchedQueryable<T> On<TId>(Expression<Func<T, TId?>> idSource, Expression<Func<TInclude, TId?>> idMapping) => With(builder.On<TId>(idSource, idMapping));

    public IBatchedQueryable<T> On<TId>(
        Expression<Func<T, TId?>> idSource, Expression<Func<TInclude, TId?>> idMapping, Expression<Func<TInclude, bool>> filter) =>
        With(builder.On<TId>(idSource, idMapping, filter));

    private BatchedQueryable<T> With(IQueryable<T> changed) => new(batch, changed);
}
