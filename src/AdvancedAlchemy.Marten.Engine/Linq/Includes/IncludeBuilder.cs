using System.Linq.Expressions;
using Marten.Linq;
using Marten.Linq.Includes;

namespace Marten.Engine.Linq.Includes;

/// <summary>An Include that still has to be told by what.</summary>
internal class IncludeBuilder<T, TInclude>(IQueryable<T> source, object target, Type targetType) : IMartenQueryableIncludeBuilder<T, TInclude>
    where T : notnull where TInclude : notnull
{
    public IMartenQueryable<T> On(Expression<Func<T, object>> idSource) => Add(idSource, null, null);

    public IMartenQueryable<T> On(Expression<Func<T, object>> idSource, Expression<Func<TInclude, bool>> filter) => Add(idSource, null, filter);

    public IMartenQueryable<T> On<TId>(Expression<Func<T, TId?>> idSource, Expression<Func<TInclude, TId?>> idMapping) => Add(idSource, idMapping, null);

    public IMartenQueryable<T> On<TId>(
        Expression<Func<T, TId?>> idSource, Expression<Func<TInclude, TId?>> idMapping, Expression<Func<TInclude, bool>> filter) =>
        Add(idSource, idMapping, filter);

    protected IMartenQueryable<T> Add(LambdaExpression idSource, LambdaExpression? match, LambdaExpression? filter) =>
        IncludeCall.Add<T, TInclude>(source, idSource, match, filter, target, targetType);
}
