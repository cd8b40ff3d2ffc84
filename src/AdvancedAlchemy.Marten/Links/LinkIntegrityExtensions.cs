using System.Runtime.CompilerServices;
using Marten;
using Marten.Services;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Looks after links that were made without this package.</summary>
public static class LinkIntegrityExtensions
{
    /// <summary>Finds the ids in all configured links that no document has, over all tenants.</summary>
    /// <remarks>
    /// Saves with this package leave none behind. Data from before, bulk inserts, patches and SQL may. Reads every owner once; a target that is
    /// soft-deleted does not count, and neither does one of another tenant where both types are multi-tenanted. Soft-deleted owners are looked at too.
    /// </remarks>
    /// <param name="store">A store that is set up with <c>UseAdvancedAlchemy()</c> and links.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The dangling links, while they are read.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The list of a link is kept in a column as well, by <c>Duplicate</c>.</exception>
    public static async IAsyncEnumerable<DanglingLink> FindDanglingLinksAsync(this IDocumentStore store, [EnumeratorCancellation] CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var session = store.QuerySession(new SessionOptions { AllowAnyTenant = true });
        await using (session.ConfigureAwait(false))
        {
            foreach (var link in LinkRegistry.Of(store).OrderBy(l => l.OwnerType.FullName, StringComparer.Ordinal).ThenBy(l => l.Name, StringComparer.Ordinal))
            {
                await session.Database.EnsureStorageExistsAsync(link.OwnerType, token).ConfigureAwait(false);
                await session.Database.EnsureStorageExistsAsync(link.TargetType, token).ConfigureAwait(false);
                var reader = await session.ExecuteReaderAsync(Command(session, link), token).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(token).ConfigureAwait(false))
                    {
                        var tenant = await reader.IsDBNullAsync(2, token).ConfigureAwait(false) ? null : reader.GetString(2);
                        yield return new DanglingLink(link.OwnerType, reader.GetString(0), link.Name, link.TargetType, reader.GetString(1), tenant);
                    }
                }
            }
        }
    }

    // Ids are compared as text: what is in a list need not be an id at all.
    private static NpgsqlCommand Command(IQuerySession session, LinkDefinition link)
    {
        var (owner, target) = (DocumentTable.Of(session, link.OwnerType), DocumentTable.Of(session, link.TargetType));
        var value = new LinkRows(link, owner, target, "").Value;
        var list = link.IsList ? $"case when jsonb_typeof({value}) = 'array' then {value} else '[]' end" : $"jsonb_build_array({value})";
        var tenants = owner.IsTenanted && target.IsTenanted ? " and t.tenant_id = d.tenant_id" : "";
        var alive = target.IsSoftDeleted ? " and t.mt_deleted = false" : "";
        return new NpgsqlCommand(
            $"""
            select d.id::text, l.id, {(owner.IsTenanted ? "d.tenant_id" : "null")}
            from {owner.Name} as d
            cross join lateral jsonb_array_elements_text({list}) as l(id)
            left join {target.Name} as t on t.id::text = l.id{tenants}{alive}
            where t.id is null and l.id is not null
            order by 1, 2
            """);
    }
}
