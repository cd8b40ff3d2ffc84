using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>Slugs for callers.</summary>
public static class SlugExtensions
{
    /// <summary>The slug that a document of the type would get if it were saved now: that of the text, or with <c>-2</c>, <c>-3</c> ... when taken.</summary>
    /// <remarks>
    /// For a preview. Nothing is reserved: somebody else may take the slug before you save it. Leave the document's slug empty to
    /// have it made by the save, which cannot fail for that reason.
    /// </remarks>
    /// <typeparam name="T">The type whose slugs must differ.</typeparam>
    /// <param name="session">The session whose tenant is meant; documents it has not saved are not looked at.</param>
    /// <param name="text">The title or name.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The slug; the empty string when the text has nothing that a slug can show.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The store is not set up with <c>UseAdvancedAlchemy()</c>.</exception>
    public static async Task<string> GetAvailableSlugAsync<T>(this IQuerySession session, string? text, CancellationToken token = default)
        where T : ISlugged
    {
        var layer = LayerOf.Session(session);
        var slug = SlugLength.Cut(layer.Options.Slugifier.Slugify(text));
        if (slug.Length == 0) return "";

        var table = layer.Model(typeof(T)).Table(session);
        await session.Database.EnsureStorageExistsAsync(table.Mapping.DocumentType, token).ConfigureAwait(false);
        var rows = await session.QueryAsync<long>(
            table.Slugs.Sql(""), token, new { b = new[] { slug }, c = SlugSearch.Cuts([slug]), k = new[] { 1 }, t = session.TenantId }).ConfigureAwait(false);
        return SlugLength.WithNumber(slug, SlugSearch.Read(rows[0]).Number);
    }
}
