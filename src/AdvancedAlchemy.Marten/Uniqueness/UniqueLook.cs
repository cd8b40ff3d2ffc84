using System.Globalization;
using System.Text;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>The second look, under the lock: whether somebody else was first, and whether another unique index is in the way.</summary>
internal sealed class UniqueLook<T>(DocumentTable table, UniqueKey? key, IReadOnlyList<Wanted<T>> wanted, IReadOnlyList<T> made, string tenantId) where T : class
{
    private readonly IReadOnlyList<UniqueKey> _others = [.. UniqueIndexes.All(table).Where(i => !i.IsPartial && (i != key || i.IsWiderThan(table, typeof(T))))];

    /// <summary>What is in the way of each made document, by its place in the list.</summary>
    public Dictionary<int, (UniqueKey Key, string Value)> Conflicts { get; } = [];

    /// <summary>Adds the statements: one that tells whether there is anything to load, one for each index that may be in the way.</summary>
    public void AddTo(NpgsqlCommand command, UniqueLookup<T> lookup, ISerializer serializer)
    {
        StringBuilder sql = new(command.CommandText);
        command.Parameters.AddWithValue("tenant", tenantId);
        if (lookup.PlainMember(wanted) is { } member)
        {
            sql.Append(CultureInfo.InvariantCulture, $"; select 1 from {table.Name} as d where {lookup.Condition(member, "@values", "@tenant")} limit 1");
            command.Parameters.AddWithValue("values", UniqueLookup<T>.Values(member, wanted));
        }
        else if (lookup.IsByIndex(wanted))
        {
            var (bodies, extras) = UniqueSql.Keys(serializer, table, key!, wanted);
            sql.Append(CultureInfo.InvariantCulture, $"; {string.Join(" union all ", lookup.Selects(wanted, "1", "@bodies", "@extras", "@tenant"))} limit 1");
            command.Parameters.AddWithValue("bodies", bodies);
            command.Parameters.AddWithValue("extras", extras);
        }
        else
        {
            sql.Append("; select 1");
        }

        for (var i = 0; i < _others.Count; i++)
        {
            var other = _others[i];
            var (bodies, extras) = UniqueSql.Documents(serializer, other, made);
            command.Parameters.AddWithValue($"bodies{i}", bodies);
            command.Parameters.AddWithValue($"extras{i}", extras);
            var values = string.Join(", ", Enumerable.Range(0, other.Columns.Count).Select(c => $"w.aam_k{c}"));
            var condition = (other.CountsDeleted || !table.IsSoftDeleted ? "" : " and mt_deleted = false") + (table.IsTenanted && other.IsPerTenant ? " and tenant_id = @tenant" : "");
            sql.Append("; ").Append(UniqueSql.Select(table, other, $"w.aam_i, concat_ws(', ', {values})", ($"@bodies{i}", $"@extras{i}"), condition));
        }

        command.CommandText = sql.ToString();
    }

    /// <returns>Whether something has come that is to be loaded.</returns>
    public async Task<bool> ReadAsync(System.Data.Common.DbDataReader reader, CancellationToken token)
    {
        var any = await reader.ReadAsync(token).ConfigureAwait(false);
        foreach (var other in _others)
        {
            await reader.NextResultAsync(token).ConfigureAwait(false);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                var place = (int)reader.GetInt64(0) - 1;

                // a slug that is still empty is made by the save, and is free
                if (made[place] is ISlugged { Slug: null or "" } && other.Columns is [{ Member.Name: nameof(ISlugged.Slug) }]) continue;
                Conflicts.TryAdd(place, (other, reader.GetString(1)));
            }
        }

        return any;
    }
}
