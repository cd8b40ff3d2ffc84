using System.Linq.Expressions;
using Marten.Linq;
using Marten.Linq.Includes;

namespace Marten.Engine.Linq.Includes;

/// <summary>An Include into a dictionary that still has to be told by what.</summary>
internal sealed class KeyedIncludeBuilder<T, TKey, TInclude>(IQueryable<T> source, object target, Type targetType)
    : IncludeBuilder<T, TInclude>(source, target, targetType), IMartenQueryableIncludeBuilder<T, TKey, TInclude>
    where T : notnull where TKey : notnull where TInclude : notnull
{
    public IMartenQueryable<T> On(Expression<Func<T, TKey?>> idSource, Expression<Func<TInclude, TKey?>> idMapping) => Add(idSource, idMapping, null);

    public IMartenQueryable<T> On(
        Expression<Func<T, TKey?>> idSource, Expression<Func<TInclude, TKey?>> idMapping, Expression<Func<TInclude, bool>> filter) =>
        Add(idSource, idMapping, filter);
}
