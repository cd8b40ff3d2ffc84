namespace AdvancedAlchemy.Marten;

/// <summary>Changes lists of links. Like any change, it is stored with the document.</summary>
public static class LinkListExtensions
{
    /// <summary>Adds the ids that are not in the list.</summary>
    /// <typeparam name="TId">The type of the ids.</typeparam>
    /// <param name="links">The list: <c>post.TagIds</c>.</param>
    /// <param name="ids">The ids to link to.</param>
    /// <returns>What was added.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="links"/> or <paramref name="ids"/> is null.</exception>
    public static LinkChanges<TId> Attach<TId>(this ICollection<TId> links, params IEnumerable<TId> ids)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(ids);
        var known = new HashSet<TId>(links);
        List<TId> attached = [];
        foreach (var id in ids.ToArray())
        {
            if (!known.Add(id)) continue;
            links.Add(id);
            attached.Add(id);
        }

        return new LinkChanges<TId>(attached, []);
    }

    /// <summary>Takes ids out of the list.</summary>
    /// <typeparam name="TId">The type of the ids.</typeparam>
    /// <param name="links">The list.</param>
    /// <param name="ids">The ids to unlink.</param>
    /// <returns>What was taken out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="links"/> or <paramref name="ids"/> is null.</exception>
    public static LinkChanges<TId> Detach<TId>(this ICollection<TId> links, params IEnumerable<TId> ids)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(ids);
        List<TId> detached = [];
        foreach (var id in ids.ToArray())
        {
            if (!links.Remove(id)) continue;
            while (links.Remove(id))
            {
            }

            detached.Add(id);
        }

        return new LinkChanges<TId>([], detached);
    }

    /// <summary>Makes the list have exactly these ids. Those that stay keep their places; new ones come last.</summary>
    /// <typeparam name="TId">The type of the ids.</typeparam>
    /// <param name="links">The list.</param>
    /// <param name="ids">The ids to link to.</param>
    /// <returns>What was added and what was taken out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="links"/> or <paramref name="ids"/> is null.</exception>
    public static LinkChanges<TId> Sync<TId>(this ICollection<TId> links, params IEnumerable<TId> ids)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(ids);
        var wanted = ids.ToArray();
        var detached = links.Detach(links.Except(wanted)).Detached;
        return new LinkChanges<TId>(links.Attach(wanted).Attached, detached);
    }

    /// <summary>Adds the ids that are not in the list and takes out those that are.</summary>
    /// <typeparam name="TId">The type of the ids.</typeparam>
    /// <param name="links">The list.</param>
    /// <param name="ids">The ids to switch.</param>
    /// <returns>What was added and what was taken out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="links"/> or <paramref name="ids"/> is null.</exception>
    public static LinkChanges<TId> Toggle<TId>(this ICollection<TId> links, params IEnumerable<TId> ids)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(ids);
        var switched = ids.Distinct().ToArray();
        var present = switched.Where(links.Contains).ToArray();
        var detached = links.Detach(present).Detached;
        return new LinkChanges<TId>(links.Attach(switched.Except(present)).Attached, detached);
    }
}
