using System.Linq.Expressions;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>Update or create, for any number of sessions at once.</summary>
public static class UpdateOrCreateExtensions
{
    /// <summary>The document that the filter finds, with the change applied and queued; else a new one, with the change applied too.</summary>
    /// <remarks>
    /// Only what <paramref name="update"/> assigns is changed. Two sessions that create at once do not fail, as with <c>GetOrCreateAsync</c>; two that
    /// change the stored document at once do, as with any change of an <see cref="JasperFx.IRevisioned"/> document:
    /// <see cref="ConflictRetryExtensions"/> does it again.
    /// </remarks>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="session">The unit of work.</param>
    /// <param name="filter">Finds the document; its members need a unique index.</param>
    /// <param name="create">Makes a document that the filter finds.</param>
    /// <param name="update">Assigns the fields to set, whether the document was there or not. Leave those that the filter is about.</param>
    /// <param name="deleted">What to do about one that was deleted softly.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The document, and whether it was made by this call.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">As for <c>GetOrCreateAsync</c>.</exception>
    /// <example><code>await session.UpdateOrCreateAsync&lt;User>(u => u.Email == email, () => new User { Email = email }, u => u.Name = name);</code></example>
    public static async Task<(T Document, bool Created)> UpdateOrCreateAsync<T>(
        this IDocumentOperations session,
        Expression<Func<T, bool>> filter,
        Func<T> create,
        Action<T> update,
        SoftDeletedMatch deleted = SoftDeletedMatch.Create,
        CancellationToken token = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(update);
        var (document, created) = await session.GetOrCreateAsync(filter, create, deleted: deleted, token: token).ConfigureAwait(false);
        update(document);

        // what is pending insertion is written as it is when the session is saved
        if (!created && !UniqueMemory<T>.IsPendingInsertion(session, document)) session.Store(document);
        return (document, created);
    }
}
