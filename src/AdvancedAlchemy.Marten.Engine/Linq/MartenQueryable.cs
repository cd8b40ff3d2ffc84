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

    public IEnumerator<T> GetEnumerator() => throw Unsupported.Synchronous();

    IEnumerator IEnumerable.GetEnumerator() => throw Unsupported.Synchronous();
}
