using System.Linq.Expressions;
using Marten.Linq;

namespace Marten.Engine.Linq.Includes;

/// <summary>Adds an Include to a query.</summary>
internal static class IncludeCall
{
    internal static IMartenQueryable<T> Add<T, TInclude>(
        IQueryable<T> source, LambdaExpression idSource, LambdaExpression? match, LambdaExpression? filter, object target, Type targetType)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(idSource);
        ArgumentNullException.ThrowIfNull(target);
        return (IMartenQueryable<T>)source.Provider.CreateQuery<T>(Expression.Call(
            Marker<T, TInclude>.Method,
            source.Expression,
            Expression.Quote(idSource),
            match is null ? Marker<T, TInclude>.NotGiven : Expression.Quote(match),
            filter is null ? Marker<T, TInclude>.NotGiven : Expression.Quote(filter),
            Expression.Constant(target, targetType)));
    }

    private static class Marker<T, TInclude>
    {
        internal static readonly System.Reflection.MethodInfo Method = QueryMarkers.IncludeMethod.MakeGenericMethod(typeof(T), typeof(TInclude));
        internal static readonly UnaryExpression NotGiven = Expression.Quote((Expression<Func<TInclude, TInclude>>)(i => i));
    }
}
