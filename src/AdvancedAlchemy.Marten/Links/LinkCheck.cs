using System.Globalization;
using System.Text;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Looks whether linked documents exist, and keeps them until the save's transaction ends.</summary>
internal static class LinkCheck
{
    public static async Task<IReadOnlyList<(LinkDefinition Link, IReadOnlyList<object> Ids)>> FindMissingAsync(
        IDocumentSession session,
        SaveListener layer,
        LinkGraph graph,
        Dictionary<(LinkDefinition Link, string Tenant), HashSet<object>> targets,
        HashSet<(Type, string, object)> known,
        Dictionary<(DocumentModel Model, string Tenant), List<object>> deleted,
        CancellationToken token)
    {
        List<(LinkDefinition, IReadOnlyList<object>)> missing = [];
        Dictionary<(DocumentModel Model, string Tenant), HashSet<object>> wanted = [];
        foreach (var ((link, tenant), ids) in targets)
        {
            var model = layer.Model(graph.RootOf(link.TargetType));
            if (deleted.TryGetValue((model, tenant), out var gone) && ids.Intersect(gone).ToArray() is { Length: > 0 } both) missing.Add((link, both));
            foreach (var id in ids)
            {
                if (known.Contains((model.Type, tenant, id))) continue;
                if (!wanted.TryGetValue((model, tenant), out var list)) wanted.Add((model, tenant), list = []);
                list.Add(id);
            }
        }

        if (wanted.Count == 0) return missing;
        var found = await LockAsync(session, wanted, token).ConfigureAwait(false);
        foreach (var ((link, tenant), ids) in targets)
        {
            var model = layer.Model(graph.RootOf(link.TargetType));
            var lost = ids.Where(id => !known.Contains((model.Type, tenant, id)) && !found.Contains((model, tenant, id))).ToArray();
            if (lost.Length > 0) missing.Add((link, lost));
        }

        return missing;
    }

    private static async Task<HashSet<(DocumentModel, string, object)>> LockAsync(
        IDocumentSession session, Dictionary<(DocumentModel Model, string Tenant), HashSet<object>> wanted, CancellationToken token)
    {
        foreach (var model in wanted.Keys.Select(k => k.Model).Distinct())
        {
            await session.Database.EnsureStorageExistsAsync(model.Type, token).ConfigureAwait(false);
        }

        // All sessions take the rows of all types in one order.
        var order = wanted.OrderBy(w => w.Key.Model.Type.FullName, StringComparer.Ordinal).ThenBy(w => w.Key.Tenant, StringComparer.Ordinal).ToArray();
        var command = Command(session, order);
        await session.BeginTransactionAsync(token).ConfigureAwait(false);
        HashSet<(DocumentModel, string, object)> found = [];
        var reader = await session.ExecuteReaderAsync(command, token).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            foreach (var ((model, tenant), _) in order)
            {
                while (await reader.ReadAsync(token).ConfigureAwait(false)) found.Add((model, tenant, reader.GetValue(0)));
                await reader.NextResultAsync(token).ConfigureAwait(false);
            }
        }

        return found;
    }

    private static NpgsqlCommand Command(IDocumentSession session, KeyValuePair<(DocumentModel Model, string Tenant), HashSet<object>>[] wanted)
    {
        StringBuilder sql = new();
        NpgsqlCommand command = new();
        for (var i = 0; i < wanted.Length; i++)
        {
            var table = wanted[i].Key.Model.Table(session);
            var suffix = i.ToString(CultureInfo.InvariantCulture);
            sql.Append(CultureInfo.InvariantCulture, $"select id from {table.Name} where id = any(@i{suffix})");
            command.Parameters.AddWithValue("i" + suffix, table.ArrayOf(wanted[i].Value));
            if (table.IsTenanted)
            {
                sql.Append(CultureInfo.InvariantCulture, $" and tenant_id = @t{suffix}");
                command.Parameters.AddWithValue("t" + suffix, wanted[i].Key.Tenant);
            }

            if (table.IsSoftDeleted) sql.Append(" and mt_deleted = false");
            sql.Append(" order by id for key share;\n");
        }

        command.CommandText = sql.ToString();
        return command;
    }
}
