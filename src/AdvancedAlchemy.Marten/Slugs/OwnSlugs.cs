using System.Data.Common;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>The slugs that documents to be written have in the database.</summary>
internal sealed class OwnSlugs(SlugTable table)
{
    private readonly List<object> _ids = [];
    private readonly Dictionary<object, (string? Slug, object? Scope)> _slugs = [];

    public bool Asks => _ids.Count > 0;

    public void Ask(object document) => _ids.Add(table.Table.IdOf(document));

    // of rows that another session has just changed it is the new slug that counts, and it must not change again
    public string Sql(string suffix) =>
        $"select d.id, {table.Slug}, {table.ScopeLocator ?? "null"} from {table.Table.Name} as d where d.id = any(:o{suffix}){table.Tenanted("t" + suffix)}{table.Undeleted}{(table.Old is null ? "" : " order by d.id for no key update of d")}";

    public void AddParameters(NpgsqlParameterCollection parameters, string suffix) => parameters.AddWithValue("o" + suffix, table.Table.ArrayOf(_ids));

    public async Task ReadAsync(DbDataReader reader, CancellationToken token)
    {
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            _slugs[reader.GetValue(0)] = (reader[1] as string, reader[2] is DBNull ? null : reader[2]);
        }
    }

    /// <summary>The slug that the row has and its scope; null when there is no row.</summary>
    public (string? Slug, object? Scope)? Of(object document) => _slugs.TryGetValue(table.Table.IdOf(document), out var own) ? own : null;

    /// <summary>The slug that the row has; null when there is no row in the scope.</summary>
    public string? In(object? scope, object document) =>
        _slugs.TryGetValue(table.Table.IdOf(document), out var own) && (table.Scope is null || Equals(own.Scope, scope)) ? own.Slug : null;
}
