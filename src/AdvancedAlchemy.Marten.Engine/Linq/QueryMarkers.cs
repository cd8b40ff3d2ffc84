using System.Linq.Expressions;
using System.Reflection;
using Marten.Linq;

namespace Marten.Engine.Linq;

/// <summary>Operators that exist in expressions only.</summary>
internal static class QueryMarkers
{
    internal static readonly MethodInfo StatisticsMethod = typeof(QueryMarkers).GetMethod(nameof(Statistics), BindingFlags.Static | BindingFlags.NonPublic)!;

    internal static readonly MethodInfo IncludeMethod = typeof(QueryMarkers).GetMethod(nameof(Include), BindingFlags.Static | BindingFlags.NonPublic)!;

    internal static readonly MethodInfo WhereSubMethod = typeof(QueryMarkers).GetMethod(nameof(WhereSub), BindingFlags.Static | BindingFlags.NonPublic)!;

    internal static IQueryable<T> WhereSub<T, TSub>(IQueryable<T> source, Expression<Func<TSub, bool>> predicate) =>
        throw new NotSupportedException($"{nameof(WhereSub)} of {source} is an expression only ({predicate})");

    internal static IQueryable<T> Statistics<T>(IQueryable<T> source, QueryStatistics statistics) =>
        throw new NotSupportedException($"{nameof(Statistics)} of {source} is an expression only ({statistics})");

    internal static IQueryable<T> Include<T, TInclude>(IQueryable<T> source, LambdaExpression idSource, LambdaExpression match, LambdaExpression filter, object target) =>
        throw new NotSupportedException($"{nameof(Include)} of {typeof(TInclude).Name} in {source} is an expression only ({idSource}, {match}, {filter}, {target})");
}
