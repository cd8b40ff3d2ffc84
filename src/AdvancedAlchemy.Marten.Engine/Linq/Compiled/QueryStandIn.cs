using System.Linq.Expressions;
using System.Reflection;

namespace Marten.Engine.Linq.Compiled;

/// <summary>Takes the place of the query object in a kept expression, so that the first query of a type is not kept alive by it.</summary>
internal sealed class QueryStandIn<TQuery>
{
    private static readonly QueryStandIn<TQuery> Instance = new();

    // Never set: values are read by getters that are given the query.
    private TQuery? Query => default;

    internal static Expression Expression { get; } = System.Linq.Expressions.Expression.Property(
        System.Linq.Expressions.Expression.Constant(Instance),
        typeof(QueryStandIn<TQuery>).GetProperty(nameof(Query), BindingFlags.Instance | BindingFlags.NonPublic)!);
}
