using Marten.Engine.Linq;

namespace Marten;

/// <summary>Conditions for use in queries. What can be evaluated in memory is; the others exist in SQL only.</summary>
public static class LinqExtensions
{
    public static bool IsOneOf<T>(this T variable, params T[] matches) => matches.Contains(variable);

    public static bool IsOneOf<T>(this T variable, IList<T> matches) => matches.Contains(variable);

    public static bool In<T>(this T variable, params T[] matches) => matches.Contains(variable);

    public static bool In<T>(this T variable, IList<T> matches) => matches.Contains(variable);

    public static bool IsEmpty<T>(this IEnumerable<T>? enumerable) => enumerable is null || !enumerable.Any();

    public static bool IsSupersetOf<T>(this IEnumerable<T> enumerable, params T[] items) => new HashSet<T>(enumerable).IsSupersetOf(items);

    public static bool IsSupersetOf<T>(this IEnumerable<T> enumerable, IEnumerable<T> items) => new HashSet<T>(enumerable).IsSupersetOf(items);

    public static bool IsSubsetOf<T>(this IEnumerable<T> enumerable, params T[] items) => new HashSet<T>(enumerable).IsSubsetOf(items);

    public static bool IsSubsetOf<T>(this IEnumerable<T> enumerable, IEnumerable<T> items) => new HashSet<T>(enumerable).IsSubsetOf(items);

    /// <summary>Looks in the documents of all tenants.</summary>
    public static bool AnyTenant<T>(this T variable) => throw InQueriesOnly.Of(variable);

    /// <summary>Looks in the documents of these tenants.</summary>
    public static bool TenantIsOneOf<T>(this T variable, params string[] tenantIds) => throw InQueriesOnly.Of(variable, tenantIds);
}
