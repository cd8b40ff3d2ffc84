using System.Linq.Expressions;
using System.Reflection;
using Marten.Linq.MatchesSql;

namespace AdvancedAlchemy.Marten;

/// <summary>Follows links backwards in LINQ.</summary>
public static class LinkQueryExtensions
{
    // a key in the body may have a question mark
    private const char Placeholder = '¶';

    /// <summary>The documents whose list has an id: posts with a tag.</summary>
    /// <remarks>Served by the index of <see cref="LinkConfiguration.LinksTo"/>, on every version of Marten. Composes with any other operator.</remarks>
    /// <typeparam name="T">The document with the list.</typeparam>
    /// <typeparam name="TId">The type of the ids in it.</typeparam>
    /// <param name="query">The query.</param>
    /// <param name="member">The list: <c>post => post.TagIds</c>.</param>
    /// <param name="id">The id that has to be in it.</param>
    /// <returns>The narrowed query.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="member"/> is no direct member.</exception>
    public static IQueryable<T> LinkedTo<T, TId>(this IQueryable<T> query, Expression<Func<T, IEnumerable<TId>>> member, TId id) where TId : notnull
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(id);
        var locators = LinkRegistry.Locators(typeof(T), LinkConfiguration.MemberOf(member).Name);
        if (locators.Count == 0) return query.Where(Contains(member, id));

        var list = LinkIds.ListOf(LinkIds.Stored(id));
        var sql = string.Join(" or ", locators.Select(l => $"{l} @> cast({Placeholder} as jsonb)"));
        if (locators.Count > 1) sql = $"({sql})";
        object[] values = [.. locators.Select(_ => (object)list)];
        return query.Where(document => document!.MatchesSql(Placeholder, sql, values));
    }

    private static Expression<Func<T, bool>> Contains<T, TId>(Expression<Func<T, IEnumerable<TId>>> member, TId id)
    {
        var contains = typeof(Enumerable).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(m => m.Name == nameof(Enumerable.Contains) && m.GetParameters().Length == 2).MakeGenericMethod(typeof(TId));
        return Expression.Lambda<Func<T, bool>>(Expression.Call(contains, member.Body, Expression.Constant(id, typeof(TId))), member.Parameters);
    }
}
