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
    /// <exception cref="InvalidOperationException">The store is not set up with <c>UseAdvancedAlchemy()</c>, or slugs of the type are unique within a scope.</exception>
    public static Task<T?> FindBySlugAsync<T>(this IQuerySession session, string slug, CancellationToken token = default) where T : ISlugged
    {
        ArgumentNullException.ThrowIfNull(slug);
        LayerOf.Session(session).Model(typeof(T)).Slugs.Within(typeof(T), null, isScoped: false);
        return session.Query<T>().FirstOrDefaultAsync(Filter<T>.For(slug), token);
    }

    /// <summary>The same for a type whose slugs are unique within a scope.</summary>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="session">The session.</param>
    /// <param name="slug">The slug as it is stored.</param>
    /// <param name="within">The scope: the id of the book whose chapter it is; null for documents without one.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The document, or null.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> or <paramref name="slug"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="within"/> is of another type than the scope.</exception>
    /// <exception cref="InvalidOperationException">The store is not set up with <c>UseAdvancedAlchemy()</c>, or slugs of the type have no scope.</exception>
    public static Task<T?> FindBySlugAsync<T>(this IQuerySession session, string slug, object? within, CancellationToken token = default) where T : ISlugged
    {
        ArgumentNullException.ThrowIfNull(slug);
        var rule = LayerOf.Session(session).Model(typeof(T)).Slugs;
        var value = rule.Within(typeof(T), within, isScoped: true);
        return session.Query<T>().FirstOrDefaultAsync(Filter<T>.For(slug, rule.Scope!.Member, value), token);
    }

    // The property of the type itself, since LINQ providers need not know what the interface's is stored as.
    private static class Filter<T>
    {
        private static readonly ParameterExpression _document = Expression.Parameter(typeof(T), "x");
        private static readonly MemberExpression _member = Expression.Property(_document, typeof(T).GetProperty(nameof(ISlugged.Slug), BindingFlags.Instance | BindingFlags.Public)!);

        public static Expression<Func<T, bool>> For(string slug) => Expression.Lambda<Func<T, bool>>(Is(slug), _document);

        public static Expression<Func<T, bool>> For(string slug, PropertyInfo scope, object? value) =>
            Expression.Lambda<Func<T, bool>>(Expression.AndAlso(Is(slug), Expression.Equal(Expression.Property(_document, scope), Expression.Constant(value, scope.PropertyType))), _document);

        private static BinaryExpression Is(string slug) => Expression.Equal(_member, Expression.Constant(slug));
    }
}
