using Marten;
using Marten.Linq.MatchesSql;

namespace AdvancedAlchemy.Marten;

/// <summary>Finding documents by slugs that they have or had.</summary>
public static class SlugResolution
{
    /// <summary>The document that has the slug, or else that which had it before and where <see cref="SlugSettings{T}.KeepOld"/> remembers.</summary>
    /// <remarks>One round trip for a slug that somebody has, two for any other.</remarks>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="session">The session, whose tenant is meant.</param>
    /// <param name="slug">The slug as it is stored, such as from a URL.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The document and whether the slug is its current one; null when there is none, or it is deleted.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> or <paramref name="slug"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The store is not set up with <c>UseAdvancedAlchemy()</c>, or slugs of the type are unique within a scope.</exception>
    /// <example>
    /// <code>
    /// var match = await session.ResolveSlugAsync&lt;Post>(slug);
    /// if (match is null) return Results.NotFound();
    /// return match.IsCurrent ? Results.Ok(match.Document) : Results.Redirect($"/posts/{match.Slug}", permanent: true);
    /// </code>
    /// </example>
    public static async Task<SlugMatch<T>?> ResolveSlugAsync<T>(this IQuerySession session, string slug, CancellationToken token = default) where T : ISlugged =>
        await session.FindBySlugAsync<T>(slug, token).ConfigureAwait(false) is { } current
            ? new SlugMatch<T>(current, IsCurrent: true)
            : await FindOldAsync<T>(session, slug, null, token).ConfigureAwait(false);

    /// <summary>The same for a type whose slugs are unique within a scope. A document that has moved is found in the scope that it has left.</summary>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="session">The session, whose tenant is meant.</param>
    /// <param name="slug">The slug as it is stored, such as from a URL.</param>
    /// <param name="within">The scope: the id of the book whose chapter it is; null for documents without one.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The document and whether the slug is its current one in the scope; null when there is none, or it is deleted.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> or <paramref name="slug"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="within"/> is of another type than the scope.</exception>
    /// <exception cref="InvalidOperationException">The store is not set up with <c>UseAdvancedAlchemy()</c>, or slugs of the type have no scope.</exception>
    public static async Task<SlugMatch<T>?> ResolveSlugAsync<T>(this IQuerySession session, string slug, object? within, CancellationToken token = default) where T : ISlugged =>
        await session.FindBySlugAsync<T>(slug, within, token).ConfigureAwait(false) is { } current
            ? new SlugMatch<T>(current, IsCurrent: true)
            : await FindOldAsync<T>(session, slug, LayerOf.Session(session).Model(typeof(T)).Slugs.Scope!.Checked(within), token).ConfigureAwait(false);

    private static async Task<SlugMatch<T>?> FindOldAsync<T>(IQuerySession session, string slug, object? scope, CancellationToken token) where T : ISlugged
    {
        var layer = LayerOf.Session(session);
        if (SlugTable.Of(session, layer, layer.Model(typeof(T))).Old is not { } old) return null;
        await session.Database.EnsureStorageExistsAsync(typeof(OldSlug), token).ConfigureAwait(false);
        var (had, key) = (old.Had, old.Key(session.TenantId, scope, slug));
        return await session.Query<T>().Where(x => x.MatchesSql(had, key)).FirstOrDefaultAsync(token).ConfigureAwait(false) is { } document
            ? new SlugMatch<T>(document, IsCurrent: false)
            : null;
    }
}
