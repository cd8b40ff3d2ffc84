using System.Collections;
using System.Linq.Expressions;
using Marten.Linq;

namespace Marten.Engine.Linq;

/// <summary>A query in the making. It runs by the asynchronous operators only.</summary>
internal partial class MartenQueryable<T> : IMartenQueryable<T>, IOrderedQueryable<T>, IQueryable
{
    internal MartenQueryable(MartenQueryProvider provider, Expression? expression)
    {
        Provider = provider;
        Expression = expression ?? Expression.Constant(this);
    }

    public Type ElementType => typeof(T);

    public Expression Expression { get; }

    internal MartenQueryProvider Provider { get; }

    IQueryProvider IQueryable.Provider => Provider;

    public IMartenQueryable<T> WhereSub<TSub>(Expression<Func<TSub, bool>> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        var call = Expression.Call(QueryMarkers.WhereSubMethod.MakeGenericMethod(typeof(T), typeof(TSub)), Expression, Expression.Quote(predicate));
        return (IMartenQueryable<T>)Provider.CreateQuery<T>(call);
    }

    public IEnumerator<T> GetEnumerator() => throw Unsupported.Synchronous();

    IEnumerator IEnumerable.GetEnumerator() => throw Unsupported.Synchronous();
}
