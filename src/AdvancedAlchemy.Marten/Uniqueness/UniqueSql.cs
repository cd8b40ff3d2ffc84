using System.Text.Json.Nodes;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>SQL that finds stored documents by the values that a unique index gives to documents that are not stored.</summary>
/// <remarks>
/// The server reckons both sides by the expressions of the index: so the index serves, and dates, enums, nested members and
/// upper and lower case mean what they mean to it. A sub-select with a limit stays one look into the index for each document.
/// </remarks>
internal static class UniqueSql
{
    /// <summary>A select for the documents numbered from 1 in two arrays of JSON.</summary>
    /// <param name="table">The table.</param>
    /// <param name="key">The index.</param>
    /// <param name="select">What to select; <c>w.aam_i</c> is the number, <c>t.id</c> the stored document.</param>
    /// <param name="arrays">The parameters of the bodies and of what else the index needs.</param>
    /// <param name="condition">A further condition on stored documents, with " and " before it.</param>
    /// <param name="nulls">Which columns are null in the documents; others are found by another select.</param>
    public static string Select(DocumentTable table, UniqueKey key, string select, (string Bodies, string Extras) arrays, string condition, bool[]? nulls = null)
    {
        var values = string.Join(", ", key.Columns.Select((c, i) => $"{c.Wanted} as aam_k{i}"));
        var equal = string.Join(" and ", key.Columns.Select((c, i) => nulls?[i] == true ? $"{c.Sql} is null and w.aam_k{i} is null" : $"{c.Sql} = w.aam_k{i}"));
        return $"""
            select {select} from (
              select aam_i, {values} from unnest({arrays.Bodies}::jsonb[], {arrays.Extras}::jsonb[]) with ordinality as u(data, aam_extra, aam_i)
            ) as w cross join lateral (select d.id from {table.Name} as d where {equal}{condition} limit 1) as t
            """;
    }

    /// <summary>What the session sees: documents of its tenant that are not deleted.</summary>
    public static string Visible(DocumentTable table, string tenant, bool deleted = false) =>
        (table.IsSoftDeleted ? deleted ? " and mt_deleted" : " and mt_deleted = false" : "")
        + (table.IsTenanted ? $" and tenant_id = {tenant}" : "")
        + (deleted ? " order by mt_deleted_at desc" : "");

    /// <summary>Bodies that have no more than the values of the filters.</summary>
    public static (string[] Bodies, string[] Extras) Keys<T>(ISerializer serializer, DocumentTable table, UniqueKey key, IReadOnlyList<Wanted<T>> wanted) where T : class
    {
        var bodies = new string[wanted.Count];
        var extras = new string[wanted.Count];
        for (var i = 0; i < wanted.Count; i++)
        {
            JsonObject body = [];
            JsonObject extra = [];
            foreach (var column in key.Columns)
            {
                var value = wanted[i].Filter!.Parts.First(p => p.Member.Name == column.Member!.Name).Value;
                if (column.Extra is not null) extra[column.Extra] = Extra(serializer, column, value);
                else Put(body, table.KeysOf(column.Member!.Members), JsonNode.Parse(serializer.ToJson(value)));
            }

            bodies[i] = body.ToJsonString();
            extras[i] = extra.ToJsonString();
        }

        return (bodies, extras);
    }

    /// <summary>The bodies of new documents, as they would be stored.</summary>
    public static (string[] Bodies, string[] Extras) Documents<T>(ISerializer serializer, UniqueKey key, IReadOnlyList<T> documents) where T : class
    {
        var bodies = new string[documents.Count];
        var extras = new string[documents.Count];
        for (var i = 0; i < documents.Count; i++)
        {
            bodies[i] = serializer.ToJson(documents[i]);
            JsonObject extra = [];
            foreach (var column in key.Columns)
            {
                if (column.Extra is not null) extra[column.Extra] = Extra(serializer, column, column.Member!.Read(documents[i]));
            }

            extras[i] = extra.ToJsonString();
        }

        return (bodies, extras);
    }

    // a column may keep an enum otherwise than the body does
    private static JsonNode? Extra(ISerializer serializer, UniqueColumn column, object? value) => value switch
    {
        Enum named when column.ColumnType!.Contains("char", StringComparison.Ordinal) || column.ColumnType == "text" => named.ToString(),
        Enum numbered => Convert.ToInt64(numbered, System.Globalization.CultureInfo.InvariantCulture),
        // what is written to a column is cut to microseconds; read from text it would be rounded
        DateTimeOffset moment => JsonNode.Parse(serializer.ToJson(moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond)))),
        DateTime moment => JsonNode.Parse(serializer.ToJson(moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond)))),
        _ => JsonNode.Parse(serializer.ToJson(value)),
    };

    private static void Put(JsonObject body, IReadOnlyList<string> keys, JsonNode? value)
    {
        for (var i = 0; i < keys.Count - 1; i++)
        {
            if (body[keys[i]] is not JsonObject inner) body[keys[i]] = inner = [];
            body = inner;
        }

        body[keys[^1]] = value;
    }
}
