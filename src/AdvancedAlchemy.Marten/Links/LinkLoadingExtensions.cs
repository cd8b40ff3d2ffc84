using Marten;
using Marten.Linq.MatchesSql;

namespace AdvancedAlchemy.Marten;

/// <summary>Loads what lists of ids link to.</summary>
public static class LinkLoadingExtensions
{
    /// <summary>Loads the targets of many owners in one query, whatever their number.</summary>
    /// <typeparam name="TOwner">The documents with the lists.</typeparam>
    /// <typeparam name="TTarget">The documents that the ids are of.</typeparam>
    /// <param name="session">The session.</param>
    /// <param name="owners">The documents with the lists.</param>
    /// <param name="links">The list: <c>post => post.TagIds</c>.</param>
    /// <param name="token">Cancels the query.</param>
    /// <returns>For each owner its targets in the order of its list. An id of a document that is not stored, or deleted, is left out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/>, <paramref name="owners"/> or <paramref name="links"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The store is not set up with <c>UseAdvancedAlchemy()</c>.</exception>
    public static Task<IReadOnlyDictionary<TOwner, IReadOnlyList<TTarget>>> LoadLinkedAsync<TOwner, TTarget>(
        this IQuerySession session, IEnumerable<TOwner> owners, Func<TOwner, IEnumerable<long>> links, CancellationToken token = default)
        where TOwner : class where TTarget : class =>
        LoadAsync<TOwner, TTarget, long>(session, owners, links, ids => session.LoadManyAsync<TTarget>(token, ids), token);

    /// <inheritdoc cref="LoadLinkedAsync{TOwner,TTarget}(IQuerySession,IEnumerable{TOwner},Func{TOwner,IEnumerable{long}},CancellationToken)" />
    public static Task<IReadOnlyDictionary<TOwner, IReadOnlyList<TTarget>>> LoadLinkedAsync<TOwner, TTarget>(
        this IQuerySession session, IEnumerable<TOwner> owners, Func<TOwner, IEnumerable<int>> links, CancellationToken token = default)
        where TOwner : class where TTarget : class =>
        LoadAsync<TOwner, TTarget, int>(session, owners, links, ids => session.LoadManyAsync<TTarget>(token, ids), token);

    /// <inheritdoc cref="LoadLinkedAsync{TOwner,TTarget}(IQuerySession,IEnumerable{TOwner},Func{TOwner,IEnumerable{long}},CancellationToken)" />
    public static Task<IReadOnlyDictionary<TOwner, IReadOnlyList<TTarget>>> LoadLinkedAsync<TOwner, TTarget>(
        this IQuerySession session, IEnumerable<TOwner> owners, Func<TOwner, IEnumerable<Guid>> links, CancellationToken token = default)
        where TOwner : class where TTarget : class =>
        LoadAsync<TOwner, TTarget, Guid>(session, owners, links, ids => session.LoadManyAsync<TTarget>(token, ids), token);

    /// <inheritdoc cref="LoadLinkedAsync{TOwner,TTarget}(IQuerySession,IEnumerable{TOwner},Func{TOwner,IEnumerable{long}},CancellationToken)" />
    public static Task<IReadOnlyDictionary<TOwner, IReadOnlyList<TTarget>>> LoadLinkedAsync<TOwner, TTarget>(
        this IQuerySession session, IEnumerable<TOwner> owners, Func<TOwner, IEnumerable<string>> links, CancellationToken token = default)
        where TOwner : class where TTarget : class =>
        LoadAsync<TOwner, TTarget, string>(session, owners, links, ids => session.LoadManyAsync<TTarget>(token, ids), token);

    /// <summary>Loads the targets of many owners in one query, by ids of any kind: strong-typed ones as well.</summary>
    /// <typeparam name="TOwner">The documents with the lists.</typeparam>
    /// <typeparam name="TTarget">The documents that the ids are of.</typeparam>
    /// <typeparam name="TId">The type of the ids.</typeparam>
    /// <inheritdoc cref="LoadLinkedAsync{TOwner,TTarget}(IQuerySession,IEnumerable{TOwner},Func{TOwner,IEnumerable{long}},CancellationToken)" />
    public static Task<IReadOnlyDictionary<TOwner, IReadOnlyList<TTarget>>> LoadLinkedAsync<TOwner, TTarget, TId>(
        this IQuerySession session, IEnumerable<TOwner> owners, Func<TOwner, IEnumerable<TId>> links, CancellationToken token = default)
        where TOwner : class where TTarget : class where TId : notnull =>
        LoadAsync<TOwner, TTarget, TId>(session, owners, links, null, token);

    private static async Task<IReadOnlyDictionary<TOwner, IReadOnlyList<TTarget>>> LoadAsync<TOwner, TTarget, TId>(
        IQuerySession session, IEnumerable<TOwner> owners, Func<TOwner, IEnumerable<TId>> links, Func<TId[], Task<IReadOnlyList<TTarget>>>? load,
        CancellationToken token)
        where TOwner : class where TTarget : class where TId : notnull
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(owners);
        ArgumentNullException.ThrowIfNull(links);
        var lists = owners.Distinct(ReferenceEqualityComparer.Instance).Cast<TOwner>().ToDictionary(o => o, o => links(o).ToArray(), EqualityComparer<TOwner>.Create(ReferenceEquals, o => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(o)));
        var ids = lists.Values.SelectMany(l => l).Distinct().ToArray();
        var table = LayerOf.Session(session).Model(typeof(TTarget)).Table(session);
        var loading = ids.Length == 0 ? null : table.IsSoftDeleted || load is null ? QueryAsync<TTarget>(session, table.ArrayOf([.. ids.Select(id => LinkIds.Stored(id))]), token) : load(ids);
        var targets = loading is null ? [] : (await loading.ConfigureAwait(false)).ToDictionary(t => (TId)table.OwnIdOf(t));
        return lists.ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<TTarget>)[.. pair.Value.Where(targets.ContainsKey).Select(id => targets[id])],
            lists.Comparer);
    }

    // Loading by id gives deleted documents as well; a query does not.
    private static Task<IReadOnlyList<TTarget>> QueryAsync<TTarget>(IQuerySession session, Array ids, CancellationToken token) where TTarget : class =>
        session.Query<TTarget>().Where(t => t.MatchesSql("d.id = any(?)", (object)ids)).ToListAsync(token);
}
