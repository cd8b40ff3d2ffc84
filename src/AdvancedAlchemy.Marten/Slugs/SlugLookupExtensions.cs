using System.Linq.Expressions;
using System.Reflection;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>Finding documents by their slugs.</summary>
public static class SlugLookupExtensions
{
    /// <summary>The document with the slug, of the session's tenant; null when there is none or it is soft-deleted.</summary>
    /// <remarks>Served by the unique index that every <see cref="ISlugged"/> type has.</remarks>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="session">The session.</param>
    /// <param name="slug">The slug as it is stored, such as from a URL. Slugs are compared exactly.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The document, or null.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> or <paramref name="slug"/> is null.</exception>
    public static Task<T?> FindBySlugAsync<T>(this IQuerySession session, string slug, CancellationToken token = default) where T : ISlugged
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(slug);
        return session.Query<T>().FirstOrDefaultAsync(Filter<T>.For(slug), token);
    }

    // The property of the type itself, since LINQ providers need not know what the interface's is stored as.
    private static class Filter<T>
    {
        private static readonly ParameterExpression _document = Expression.Parameter(typeof(T), "x");
        private static readonly MemberExpression _member = Expression.Property(_document, typeof(T).GetProperty(nameof(ISlugged.Slug), BindingFlags.Instance | BindingFlags.Public)!);

        public static Expression<Func<T, bool>> For(string slug) =>
            Expression.Lambda<Func<T, bool>>(Expression.Equal(_member, Expression.Constant(slug)), _document);
    }
}
