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

    /// <summary>Full text search with the operators of to_tsquery: <c>cat &amp; !dog</c>.</summary>
    public static bool Search<T>(this T variable, string searchTerm) => throw InQueriesOnly.Of(variable, searchTerm);

    public static bool Search<T>(this T variable, string searchTerm, string regConfig) => throw InQueriesOnly.Of(variable, (searchTerm, regConfig));

    /// <summary>Full text search for all of these words.</summary>
    public static bool PlainTextSearch<T>(this T variable, string searchTerm) => throw InQueriesOnly.Of(variable, searchTerm);

    public static bool PlainTextSearch<T>(this T variable, string searchTerm, string regConfig) => throw InQueriesOnly.Of(variable, (searchTerm, regConfig));

    /// <summary>Full text search for these words one after the other.</summary>
    public static bool PhraseSearch<T>(this T variable, string searchTerm) => throw InQueriesOnly.Of(variable, searchTerm);

    public static bool PhraseSearch<T>(this T variable, string searchTerm, string regConfig) => throw InQueriesOnly.Of(variable, (searchTerm, regConfig));

    /// <summary>Full text search as search engines have it: quotes, or, and a minus before what must not be there.</summary>
    public static bool WebStyleSearch<T>(this T variable, string searchTerm) => throw InQueriesOnly.Of(variable, searchTerm);

    public static bool WebStyleSearch<T>(this T variable, string searchTerm, string regConfig) => throw InQueriesOnly.Of(variable, (searchTerm, regConfig));

    /// <summary>Full text search for words that begin with these.</summary>
    public static bool PrefixSearch<T>(this T variable, string searchTerm) => throw InQueriesOnly.Of(variable, searchTerm);

    public static bool PrefixSearch<T>(this T variable, string searchTerm, string regConfig) => throw InQueriesOnly.Of(variable, (searchTerm, regConfig));

    /// <summary>Looks for parts of words.</summary>
    public static bool NgramSearch<T>(this T variable, string searchTerm) => throw InQueriesOnly.Of(variable, searchTerm);
}
