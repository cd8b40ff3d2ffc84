using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Slugs for callers.</summary>
public static class SlugExtensions
{
    /// <summary>The slug that a document of the type would get if it were saved now: that of the text, or with <c>-2</c>, <c>-3</c> ... when taken or reserved.</summary>
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
    /// <exception cref="InvalidOperationException">The store is not set up with <c>UseAdvancedAlchemy()</c>, or slugs of the type are unique within a scope.</exception>
    public static Task<string> GetAvailableSlugAsync<T>(this IQuerySession session, string? text, CancellationToken token = default) where T : ISlugged =>
        AvailableAsync<T>(session, text, null, isScoped: false, token);

    /// <summary>The same for a type whose slugs are unique within a scope.</summary>
    /// <typeparam name="T">The type whose slugs must differ.</typeparam>
    /// <param name="session">The session whose tenant is meant; documents it has not saved are not looked at.</param>
    /// <param name="text">The title or name.</param>
    /// <param name="within">The scope: the id of the book whose chapter it is to be; null for documents without one.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The slug; the empty string when the text has nothing that a slug can show.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="within"/> is of another type than the scope.</exception>
    /// <exception cref="InvalidOperationException">The store is not set up with <c>UseAdvancedAlchemy()</c>, or slugs of the type have no scope.</exception>
    public static Task<string> GetAvailableSlugAsync<T>(this IQuerySession session, string? text, object? within, CancellationToken token = default) where T : ISlugged =>
        AvailableAsync<T>(session, text, within, isScoped: true, token);

    /// <summary>Has new slugs made by the next save, and queues the documents for it. A slug that still comes from the source is kept.</summary>
    /// <remarks>After a title was changed, or with a move to another scope, where the slug may be taken. It clears the slugs; a save that fails leaves them to the next.</remarks>
    /// <typeparam name="T">The documents' type.</typeparam>
    /// <param name="operations">The session.</param>
    /// <param name="documents">The documents, stored or new.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void RegenerateSlug<T>(this IDocumentOperations operations, params T[] documents) where T : notnull, ISlugged
    {
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(documents);
        foreach (var document in documents) document.Slug = "";
        operations.Store(documents);
    }

    private static async Task<string> AvailableAsync<T>(IQuerySession session, string? text, object? within, bool isScoped, CancellationToken token) where T : ISlugged
    {
        var layer = LayerOf.Session(session);
        var model = layer.Model(typeof(T));
        var scope = model.Slugs.Within(typeof(T), within, isScoped);
        var slug = SlugLength.Cut(layer.Options.Slugifier.Slugify(text));
        if (slug.Length == 0) return "";

        var table = SlugTable.Of(session, layer, model);
        var withinNull = isScoped && scope is null;
        await session.Database.EnsureStorageExistsAsync(table.Model.Type, token).ConfigureAwait(false);
        if (table.Old is not null) await session.Database.EnsureStorageExistsAsync(typeof(OldSlug), token).ConfigureAwait(false);
        using NpgsqlCommand command = new(table.Search.Sql("", withinNull));
        table.Search.AddParameters(command.Parameters, "", withinNull, session.TenantId, [new SlugBase(scope, slug, model.Slugs.IsReserved(slug))], [1 + model.Slugs.ReservedNear(slug)], []);
        var reader = await session.ExecuteReaderAsync(command, token).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                var free = SlugLength.WithNumber(slug, SlugSearch.Read(reader.GetInt64(0)).Number);
                if (!model.Slugs.IsReserved(free)) return free;
            }
        }

        throw new InvalidOperationException($"No slug is free for '{slug}' of {typeof(T).Name}.");
    }
}
