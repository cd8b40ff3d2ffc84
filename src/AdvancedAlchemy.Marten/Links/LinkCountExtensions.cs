using System.Linq.Expressions;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Counts links.</summary>
public static class LinkCountExtensions
{
    /// <summary>Counts for each id how many documents link to it, in one query: the numbers of a tag cloud.</summary>
    /// <remarks>Served by the index of <see cref="LinkConfiguration.LinksTo"/>. Counted are documents of the session's tenant that are not soft-deleted.</remarks>
    /// <typeparam name="TOwner">The documents with the list or the id.</typeparam>
    /// <typeparam name="TId">The type of the ids.</typeparam>
    /// <param name="session">The session.</param>
    /// <param name="member">The list or the id: <c>post => post.TagIds</c>.</param>
    /// <param name="ids">The ids of the documents that are linked to.</param>
    /// <param name="token">Cancels the query.</param>
    /// <returns>The number for each of the ids; 0 where nothing links to it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/>, <paramref name="member"/> or <paramref name="ids"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="member"/> is no direct member.</exception>
    /// <exception cref="InvalidOperationException">The member is not configured with <c>LinksTo</c>, or the store not with <c>UseAdvancedAlchemy()</c>.</exception>
    /// <example><code>var counts = await session.CountLinkedAsync&lt;Post, long>(post => post.TagIds, tags.Select(t => t.Id));</code></example>
    public static async Task<IReadOnlyDictionary<TId, int>> CountLinkedAsync<TOwner, TId>(
        this IQuerySession session, Expression<Func<TOwner, object?>> member, IEnumerable<TId> ids, CancellationToken token = default)
        where TOwner : notnull
        where TId : notnull
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(ids);
        var layer = LayerOf.Session(session);
        var name = LinkConfiguration.MemberOf(member).Name;
        var link = LinkGraph.Of(session.DocumentStore).From(typeof(TOwner)).FirstOrDefault(l => l.Name == name)
            ?? throw new InvalidOperationException($"{typeof(TOwner).Name}.{name} is not configured as a link. Call LinksTo<{typeof(TOwner).Name}, ...>(x => x.{name}) in the store's options.");
        var counts = ids.Distinct().ToDictionary(id => id, _ => 0);
        if (counts.Count == 0) return counts;

        await session.Database.EnsureStorageExistsAsync(link.OwnerType, token).ConfigureAwait(false);
        var asked = counts.Keys.ToArray();
        LinkRows rows = new(link, layer.Model(link.OwnerType).Table(session), layer.Model(link.TargetType).Table(session), session.TenantId);
        var reader = await session.ExecuteReaderAsync(Command(rows, asked), token).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(token).ConfigureAwait(false)) counts[asked[reader.GetInt64(0) - 1]] = reader.GetInt32(1);
        }

        return counts;
    }

    private static NpgsqlCommand Command<TId>(LinkRows rows, TId[] asked) where TId : notnull
    {
        object[] ids = [.. asked.Select(id => LinkIds.Stored(id))];
        var tenant = rows.Owner.IsTenanted ? " and d.tenant_id = @tenant" : "";
        var alive = rows.Owner.IsSoftDeleted ? " and d.mt_deleted = false" : "";
        NpgsqlCommand command = new(
            $"""
            select k.n, count(*)::integer
            from unnest(@keys, @ids) with ordinality as k(key, id, n)
            join {rows.Owner.Name} as d on {rows.Match}{tenant}{alive}
            group by k.n
            """);
        command.Parameters.AddWithValue("keys", ids.Select(id => LinkIds.Key(rows.Link, id)).ToArray());
        command.Parameters.AddWithValue("ids", rows.Target.ArrayOf(ids));
        if (tenant.Length > 0) command.Parameters.AddWithValue("tenant", rows.Tenant);
        return command;
    }
}
