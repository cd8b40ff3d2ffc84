using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq;
using Marten.Linq;

namespace Marten;

public static partial class QueryableExtensions
{
    /// <summary>Counts all matching rows along with the page, in the same round trip.</summary>
    public static IMartenQueryable<T> Stats<T>(this IQueryable<T> queryable, out QueryStatistics stats) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(queryable);
        stats = new QueryStatistics();
        var call = Expression.Call(QueryMarkers.StatisticsMethod.MakeGenericMethod(typeof(T)), queryable.Expression, Expression.Constant(stats));
        return (IMartenQueryable<T>)queryable.Provider.CreateQuery<T>(call);
    }

    /// <summary>Orders by SQL that is taken as it is: never build it from input.</summary>
    public static IQueryable<T> OrderBySql<T>(this IQueryable<T> queryable, string sql) => BySql(queryable, nameof(OrderBySql), sql);

    public static IQueryable<T> ThenBySql<T>(this IQueryable<T> queryable, string sql) => BySql(queryable, nameof(ThenBySql), sql);

    /// <summary>Orders by how much of the term's parts of words are in a member, the most first.</summary>
    public static IQueryable<T> OrderByNgramRank<T>(this IQueryable<T> queryable, Expression<Func<T, string>> memberExpression, string searchTerm)
    {
        ArgumentNullException.ThrowIfNull(queryable);
        ArgumentNullException.ThrowIfNull(memberExpression);
        ArgumentNullException.ThrowIfNull(searchTerm);
        var generic = new Func<IQueryable<T>, Expression<Func<T, string>>, string, IQueryable<T>>(OrderByNgramRank).Method;
        return queryable.Provider.CreateQuery<T>(Expression.Call(generic, queryable.Expression, Expression.Quote(memberExpression), Expression.Constant(searchTerm)));
    }

    public static IOrderedQueryable<T> OrderBy<T>(this IQueryable<T> queryable, string property) =>
        NamedOrder.Apply(queryable, property, nameof(Queryable.OrderBy), false);

    public static IOrderedQueryable<T> OrderBy<T>(this IQueryable<T> queryable, string property, StringComparer comparer) =>
        NamedOrder.Apply(queryable, property, nameof(Queryable.OrderBy), false, comparer);

    public static IOrderedQueryable<T> OrderBy<T>(this IQueryable<T> queryable, params string[] properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        if (properties.Length == 0) throw new ArgumentException("Name at least one property to order by", nameof(properties));
        var ordered = NamedOrder.Apply(queryable, properties[0], nameof(Queryable.OrderBy), false);
        foreach (var property in properties.Skip(1)) ordered = NamedOrder.Apply(ordered, property, nameof(Queryable.ThenBy), false);
        return ordered;
    }

    public static IOrderedQueryable<T> OrderByDescending<T>(this IQueryable<T> queryable, string property) =>
        NamedOrder.Apply(queryable, property, nameof(Queryable.OrderBy), true);

    public static IOrderedQueryable<T> ThenBy<T>(this IOrderedQueryable<T> queryable, string property) =>
        NamedOrder.Apply(queryable, property, nameof(Queryable.ThenBy), false);

    public static IOrderedQueryable<T> ThenByDescending<T>(this IOrderedQueryable<T> queryable, string property) =>
        NamedOrder.Apply(queryable, property, nameof(Queryable.ThenBy), true);

    private static IQueryable<T> BySql<T>(IQueryable<T> queryable, string method, string sql)
    {
        ArgumentNullException.ThrowIfNull(queryable);
        ArgumentNullException.ThrowIfNull(sql);
        var generic = typeof(QueryableExtensions).GetMethod(method, BindingFlags.Static | BindingFlags.Public)!.MakeGenericMethod(typeof(T));
        return queryable.Provider.CreateQuery<T>(Expression.Call(generic, queryable.Expression, Expression.Constant(sql)));
    }
}
