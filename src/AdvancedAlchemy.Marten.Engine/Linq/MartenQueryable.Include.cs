using System.Linq.Expressions;
using Marten.Engine.Linq.Includes;
using Marten.Linq;
using Marten.Linq.Includes;

namespace Marten.Engine.Linq;

#pragma warning disable CS8714 // a query may be of anything, the operators are of what is never null
internal partial class MartenQueryable<T>
{
    public IMartenQueryableIncludeBuilder<T, TInclude> Include<TInclude>(Action<TInclude> callback) where TInclude : notnull =>
        QueryableExtensions.Include(this, callback);

    public IMartenQueryableIncludeBuilder<T, TInclude> Include<TInclude>(IList<TInclude> list) where TInclude : notnull =>
        QueryableExtensions.Include(this, list);

    public IMartenQueryableIncludeBuilder<T, TKey, TInclude> Include<TKey, TInclude>(IDictionary<TKey, TInclude> dictionary)
        where TInclude : notnull where TKey : notnull =>
        QueryableExtensions.Include(this, dictionary);

    public IMartenQueryableIncludeBuilder<T, TKey, TInclude> Include<TKey, TInclude>(IDictionary<TKey, IList<TInclude>> dictionary)
        where TInclude : notnull where TKey : notnull =>
        QueryableExtensions.Include<T, TKey, TInclude>(this, dictionary);

    public IMartenQueryableIncludeBuilder<T, TKey, TInclude> Include<TKey, TInclude>(IDictionary<TKey, List<TInclude>> dictionary)
        where TInclude : notnull where TKey : notnull =>
        QueryableExtensions.Include<T, TKey, TInclude>(this, dictionary);

    public IMartenQueryable<T> Include<TInclude>(Expression<Func<T, object>> idSource, Action<TInclude> callback) where TInclude : notnull =>
        IncludeCall.Add<T, TInclude>(this, idSource, null, null, callback, typeof(Action<TInclude>));

    public IMartenQueryable<T> Include<TInclude>(
        Expression<Func<T, object>> idSource, Action<TInclude> callback, Expression<Func<TInclude, bool>> filter) where TInclude : notnull =>
        IncludeCall.Add<T, TInclude>(this, idSource, null, filter, callback, typeof(Action<TInclude>));

    public IMartenQueryable<T> Include<TInclude>(Expression<Func<T, object>> idSource, IList<TInclude> list) where TInclude : notnull =>
        IncludeCall.Add<T, TInclude>(this, idSource, null, null, list, typeof(IList<TInclude>));

    public IMartenQueryable<T> Include<TInclude>(
        Expression<Func<T, object>> idSource, IList<TInclude> list, Expression<Func<TInclude, bool>> filter) where TInclude : notnull =>
        IncludeCall.Add<T, TInclude>(this, idSource, null, filter, list, typeof(IList<TInclude>));

    public IMartenQueryable<T> Include<TInclude, TKey>(Expression<Func<T, object>> idSource, IDictionary<TKey, TInclude> dictionary)
        where TInclude : notnull where TKey : notnull =>
        IncludeCall.Add<T, TInclude>(this, idSource, null, null, dictionary, typeof(IDictionary<TKey, TInclude>));

    public IMartenQueryable<T> Include<TInclude, TKey>(
        Expression<Func<T, object>> idSource, IDictionary<TKey, TInclude> dictionary, Expression<Func<TInclude, bool>> filter)
        where TInclude : notnull where TKey : notnull =>
        IncludeCall.Add<T, TInclude>(this, idSource, null, filter, dictionary, typeof(IDictionary<TKey, TInclude>));
}
