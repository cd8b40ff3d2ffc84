using System.Linq.Expressions;
using Marten.Engine.Linq.Includes;
using Marten.Linq;
using Marten.Linq.Includes;

namespace Marten;

public static partial class QueryableExtensions
{
    /// <summary>Brings related documents along, in the same round trip.</summary>
    /// <param name="queryable">The query.</param>
    /// <param name="idSource">The id, or the collection of ids, that a document refers by.</param>
    /// <param name="callback">Called with each related document, once.</param>
    public static IMartenQueryable<T> Include<T, TInclude>(
        this IQueryable<T> queryable, Expression<Func<T, object>> idSource, Action<TInclude> callback) where T : notnull where TInclude : notnull =>
        IncludeCall.Add<T, TInclude>(queryable, idSource, null, null, callback, typeof(Action<TInclude>));

    public static IMartenQueryable<T> Include<T, TInclude>(
        this IQueryable<T> queryable, Expression<Func<T, object>> idSource, IList<TInclude> list) where T : notnull where TInclude : notnull =>
        IncludeCall.Add<T, TInclude>(queryable, idSource, null, null, list, typeof(IList<TInclude>));

    public static IMartenQueryable<T> Include<T, TKey, TInclude>(
        this IQueryable<T> queryable, Expression<Func<T, object>> idSource, IDictionary<TKey, TInclude> dictionary)
        where T : notnull where TKey : notnull where TInclude : notnull =>
        IncludeCall.Add<T, TInclude>(queryable, idSource, null, null, dictionary, typeof(IDictionary<TKey, TInclude>));

    public static IMartenQueryableIncludeBuilder<T, TInclude> Include<T, TInclude>(this IQueryable<T> queryable, Action<TInclude> callback)
        where T : notnull where TInclude : notnull =>
        new IncludeBuilder<T, TInclude>(queryable, callback, typeof(Action<TInclude>));

    public static IMartenQueryableIncludeBuilder<T, TInclude> Include<T, TInclude>(this IQueryable<T> queryable, IList<TInclude> list)
        where T : notnull where TInclude : notnull =>
        new IncludeBuilder<T, TInclude>(queryable, list, typeof(IList<TInclude>));

    public static IMartenQueryableIncludeBuilder<T, TKey, TInclude> Include<T, TKey, TInclude>(
        this IQueryable<T> queryable, IDictionary<TKey, TInclude> dictionary) where T : notnull where TKey : notnull where TInclude : notnull =>
        new KeyedIncludeBuilder<T, TKey, TInclude>(queryable, dictionary, typeof(IDictionary<TKey, TInclude>));

    public static IMartenQueryableIncludeBuilder<T, TKey, TInclude> Include<T, TKey, TInclude>(
        this IQueryable<T> queryable, IDictionary<TKey, IList<TInclude>> dictionary) where T : notnull where TKey : notnull where TInclude : notnull =>
        new KeyedIncludeBuilder<T, TKey, TInclude>(queryable, dictionary, typeof(IDictionary<TKey, IList<TInclude>>));

    public static IMartenQueryableIncludeBuilder<T, TKey, TInclude> Include<T, TKey, TInclude>(
        this IQueryable<T> queryable, IDictionary<TKey, List<TInclude>> dictionary) where T : notnull where TKey : notnull where TInclude : notnull =>
        new KeyedIncludeBuilder<T, TKey, TInclude>(queryable, dictionary, typeof(IDictionary<TKey, List<TInclude>>));
}
