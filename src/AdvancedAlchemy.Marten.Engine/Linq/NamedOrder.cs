using System.Linq.Expressions;
using System.Reflection;

namespace Marten.Engine.Linq;

/// <summary>Orders by properties that are named by text, such as <c>"Inner.Number desc"</c>.</summary>
internal static class NamedOrder
{
    internal static IOrderedQueryable<T> Apply<T>(IQueryable<T> source, string property, string method, bool descending, StringComparer? comparer = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(property);
        var words = property.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length is 0 or > 2 || (words.Length == 2 && !IsDirection(words[1])))
        {
            throw new ArgumentException($"'{property}' is no property to order by: give its name, and asc or desc after it", nameof(property));
        }

        if (words.Length == 2) descending = words[1].Equals("desc", StringComparison.OrdinalIgnoreCase);
        var row = Expression.Parameter(typeof(T), "x");
        Expression body = row;
        foreach (var name in words[0].Split('.')) body = Expression.MakeMemberAccess(body, Find(body.Type, name, words[0], typeof(T)));
        var types = new[] { typeof(T), body.Type };
        var key = Expression.Quote(Expression.Lambda(body, row));
        Expression[] arguments = comparer is null
            ? [source.Expression, key]
            : [source.Expression, key, Expression.Constant(comparer, typeof(IComparer<>).MakeGenericType(body.Type))];
        return (IOrderedQueryable<T>)source.Provider.CreateQuery<T>(
            Expression.Call(typeof(Queryable), descending ? method + "Descending" : method, types, arguments));
    }

    private static MemberInfo Find(Type type, string name, string path, Type queried) =>
        type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public)
        ?? (MemberInfo?)type.GetField(name, BindingFlags.Instance | BindingFlags.Public)
        ?? throw new ArgumentException($"Order by property {path} not found in type {queried.Name}", "property");

    private static bool IsDirection(string word) => word.Equals("asc", StringComparison.OrdinalIgnoreCase) || word.Equals("desc", StringComparison.OrdinalIgnoreCase);
}
