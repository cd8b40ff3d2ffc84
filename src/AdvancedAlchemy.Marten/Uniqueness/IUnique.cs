using System.Linq.Expressions;

namespace AdvancedAlchemy.Marten;

/// <summary>A document of which there is one for each key: <see cref="UniqueExtensions.AsUniqueAsync{T, TKey}(global::Marten.IDocumentOperations, TKey, UniqueScope, SoftDeletedMatch, CancellationToken)"/> finds or makes it.</summary>
/// <typeparam name="TSelf">The document's type.</typeparam>
/// <typeparam name="TKey">What callers give: a name, or a tuple of what makes the document.</typeparam>
/// <remarks>The members in <see cref="UniqueFilter"/> need a unique index. A slug has one.</remarks>
/// <example>
/// <code>
/// public class Tag : BigIntAuditDocument, ISlugged, IUnique&lt;Tag, string&gt;
/// {
///     public string Name { get; set; } = "";
///     public string Slug { get; set; } = "";
///     string ISlugged.SlugSource => Name;
///
///     public static object UniqueKey(string name) => Slugifier.Default.Slugify(name);
///     public static Expression&lt;Func&lt;Tag, bool>> UniqueFilter(string name)
///     {
///         var slug = Slugifier.Default.Slugify(name);
///         return tag => tag.Slug == slug;
///     }
///     public static Tag Create(string name) => new() { Name = name, Slug = Slugifier.Default.Slugify(name) };
/// }
/// </code>
/// </example>
public interface IUnique<TSelf, in TKey> where TSelf : IUnique<TSelf, TKey>
{
    /// <summary>What counts as the same: keys whose results are equal stand for one document.</summary>
    /// <param name="key">The caller's key.</param>
    /// <returns>A value with an <c>Equals</c> and <c>GetHashCode</c> of its own: text, a number, a tuple; never null.</returns>
    static abstract object UniqueKey(TKey key);

    /// <summary>Finds the stored document. Equalities joined by <c>&amp;&amp;</c> are fastest: any number of keys is then one query.</summary>
    /// <param name="key">The caller's key.</param>
    /// <returns>A filter of LINQ, for one document at most. Reckon values out beforehand: <c>tag => tag.Slug == slug</c>.</returns>
    static abstract Expression<Func<TSelf, bool>> UniqueFilter(TKey key);

    /// <summary>Makes the document when there is none.</summary>
    /// <param name="key">The caller's key, the first of those that are the same.</param>
    /// <returns>A new document that the filter finds; not stored yet. An empty slug is filled in from a filter on the slug.</returns>
    static abstract TSelf Create(TKey key);
}
