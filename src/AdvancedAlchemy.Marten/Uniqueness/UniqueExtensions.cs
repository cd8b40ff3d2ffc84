using System.Linq.Expressions;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>Get or create, for any number of sessions at once.</summary>
/// <remarks>
/// Two sessions that want the same new document do not fail and do not store it twice: the second waits for the first and returns
/// its document. Within a unit of work the same key gives the same instance.
/// </remarks>
public static class UniqueExtensions
{
    /// <summary>The document for the key: stored, pending in this session, or made and queued for insertion.</summary>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <param name="session">The unit of work, or its part for a tenant: <c>session.ForTenant("b")</c>.</param>
    /// <param name="key">The key.</param>
    /// <param name="scope">When a document that is made is stored.</param>
    /// <param name="deleted">What to do about one that was deleted softly.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The document, with its id. One that exists already is returned as it is.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> or <paramref name="key"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The store is not set up with <c>UseAdvancedAlchemy()</c>, the filter's members have no unique index, or the type's
    /// <c>Create</c> makes a document that its <c>UniqueFilter</c> does not find.
    /// </exception>
    /// <exception cref="ArgumentException">The key has a null that the unique index does not count, or a character that PostgreSQL cannot store.</exception>
    /// <exception cref="DuplicateKeyException">The new document has a value that another unique index of the type keeps unique. Nothing was queued.</exception>
    /// <exception cref="JasperFx.ConcurrencyException">A deadlock: others make documents of several types in the opposite order. Do it again in a new session.</exception>
    /// <example><code>var tag = await session.AsUniqueAsync&lt;Tag, string>("C#");</code></example>
    public static async Task<T> AsUniqueAsync<T, TKey>(
        this IDocumentOperations session, TKey key, UniqueScope scope = UniqueScope.UnitOfWork, SoftDeletedMatch deleted = SoftDeletedMatch.Create, CancellationToken token = default)
        where T : class, IUnique<T, TKey>
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(key);
        Wanted<T> wanted = new(T.UniqueKey(key), T.UniqueFilter(key), () => T.Create(key));
        await new UniqueResolver<T>(session, deleted, token).ResolveAsync([wanted], scope).ConfigureAwait(false);
        return wanted.Document!;
    }

    /// <summary>The documents for many keys, in two or three round trips however many there are.</summary>
    /// <typeparam name="T">The documents' type.</typeparam>
    /// <typeparam name="TKey">The keys' type.</typeparam>
    /// <param name="session">The unit of work, or its part for a tenant: <c>session.ForTenant("b")</c>.</param>
    /// <param name="keys">The keys; those that are the same give the same instance.</param>
    /// <param name="scope">When documents that are made are stored.</param>
    /// <param name="deleted">What to do about one that was deleted softly.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The documents in the order of the first of their keys, each once.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/>, <paramref name="keys"/> or one of them is null.</exception>
    /// <exception cref="InvalidOperationException">As for one key.</exception>
    public static async Task<IReadOnlyList<T>> AsUniqueAsync<T, TKey>(
        this IDocumentOperations session, IEnumerable<TKey> keys, UniqueScope scope = UniqueScope.UnitOfWork, SoftDeletedMatch deleted = SoftDeletedMatch.Create, CancellationToken token = default)
        where T : class, IUnique<T, TKey>
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(keys);
        OrderedDictionary<object, Wanted<T>> wanted = [];
        foreach (var key in keys)
        {
            ArgumentNullException.ThrowIfNull(key, nameof(keys));
            var unique = T.UniqueKey(key);
            if (!wanted.ContainsKey(unique)) wanted.Add(unique, new Wanted<T>(unique, T.UniqueFilter(key), () => T.Create(key)));
        }

        await new UniqueResolver<T>(session, deleted, token).ResolveAsync([.. wanted.Values], scope).ConfigureAwait(false);
        return [.. wanted.Values.Select(w => w.Document!)];
    }

    /// <summary>The document that the filter finds, stored or pending; else the one that <paramref name="create"/> makes, queued for insertion.</summary>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="session">The unit of work, or its part for a tenant: <c>session.ForTenant("b")</c>.</param>
    /// <param name="filter">Finds the document; its members need a unique index.</param>
    /// <param name="create">Makes a document that the filter finds.</param>
    /// <param name="scope">When a document that is made is stored.</param>
    /// <param name="deleted">What to do about one that was deleted softly.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The document, and whether it was made by this call.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">As for <c>AsUniqueAsync</c>.</exception>
    /// <example><code>var (user, created) = await session.GetOrCreateAsync&lt;User>(u => u.Email == email, () => new User { Email = email });</code></example>
    public static async Task<(T Document, bool Created)> GetOrCreateAsync<T>(
        this IDocumentOperations session,
        Expression<Func<T, bool>> filter,
        Func<T> create,
        UniqueScope scope = UniqueScope.UnitOfWork,
        SoftDeletedMatch deleted = SoftDeletedMatch.Create,
        CancellationToken token = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(create);
        Wanted<T> wanted = new(null, filter, create);
        await new UniqueResolver<T>(session, deleted, token).ResolveAsync([wanted], scope).ConfigureAwait(false);
        return (wanted.Document!, wanted.IsCreated);
    }
}
