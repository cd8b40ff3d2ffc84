using System.Linq.Expressions;
using Marten.Services.BatchQuerying;

namespace Marten.Engine.Sessions.Batching;

internal sealed partial class BatchedQueryable<T>
{
    public IBatchedQueryable<T> Include<TInclude>(Expression<Func<T, object>> idSource, Action<TInclude> callback) where TInclude : notnull =>
        With(query.Include(idSource, callback));

    public IBatchedQueryable<T> Include<TInclude>(Expression<Func<T, object>> idSource, IList<TInclude> list) where TInclude : notnull =>
        With(query.Include(idSource, list));

    public IBatchedQueryable<T> Include<TInclude, TKey>(Expression<Func<T, object>> idSource, IDictionary<TKey, TInclude> dictionary)
        where TInclude : notnull where TKey : notnull =>
        With(query.Include(idSource, dictionary));

    public IBatchedQueryableIncludeBuilder<T, TInclude> Include<TInclude>(Action<TInclude> callback) where TInclude : notnull =>
        new BatchedIncludeBuilder<T, TInclude>(batch, query.Include(callback));

    public IBatchedQueryableIncludeBuilder<T, TInclude> Include<TInclude>(IList<TInclude> list) where TInclude : notnull =>
        new BatchedIncludeBuilder<T, TInclude>(batch, query.Include(list));

    public IBatchedQueryableIncludeBuilder<T, TKey, TInclude> Include<TKey, TInclude>(IDictionary<TKey, TInclude> dictionary)
        where TInclude : notnull where TKey : notnull =>
        new BatchedKeyedIncludeBuilder<T, TKey, TInclude>(batch, query.Include(dictionary));

    public IBatchedQueryableIncludeBuilder<T, TKey, TInclude> Include<TKey, TInclude>(IDictionary<TKey, IList<TInclude>> dictionary)
        where TInclude : notnull where TKey : notnull =>
        new BatchedKeyedIncludeBuilder<T, TKey, TInclude>(batch, query.Include<T, TKey, TInclude>(dictionary));

    public IBatchedQueryableIncludeBuilder<T, TKey, TInclude> Include<TKey, TInclude>(IDictionary<TKey, List<TInclude>> dictionary)
        where TInclude : notnull where TKey : notnull =>
        new BatchedKeyedIncludeBuilder<T, TKey, TInclude>(batch, query.Include<T, TKey, TInclude>(dictionary));
}
