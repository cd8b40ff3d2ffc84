using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Schema;

/// <summary>
/// Reads what exists of a set of objects from pg_catalog, which every user may read, however few rights it has on the tables: one batch for what
/// there is at all, and where tables are among it, one for what they have. The server takes longer to plan a query of the catalog than to run it,
/// so what cannot find anything is not asked.
/// </summary>
internal static class SchemaReader
{
    public static async Task<DatabaseState> ReadAsync(NpgsqlConnection connection, IReadOnlyList<SchemaObject> objects, CancellationToken token)
    {
        var state = new DatabaseState();
        if (objects.Count == 0) return state;
        var tables = await ReadExistingAsync(connection, objects, state, token).ConfigureAwait(false);
        if (tables.Count > 0) await ReadTablesAsync(connection, tables, state, token).ConfigureAwait(false);
        return state;
    }

    private static async Task<Dictionary<uint, ExistingTable>> ReadExistingAsync(
        NpgsqlConnection connection, IReadOnlyList<SchemaObject> objects, DatabaseState state, CancellationToken token)
    {
        var tables = new Dictionary<uint, ExistingTable>();
        var relations = objects.Where(x => x.Kind is SchemaObjectKind.Table or SchemaObjectKind.Sequence).Select(x => x.Name).ToList();
        var functions = objects.Where(x => x.Kind == SchemaObjectKind.Function).Select(x => x.Name).ToList();
        string[] schemas = objects.Select(x => x.Name.Schema).Where(x => x.Length > 0).Distinct().ToArray();
        string[] extensions = objects.OfType<ExtensionModel>().Select(x => x.ExtensionName).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        var results = new List<Action<NpgsqlDataReader>>();
        if (schemas.Length > 0) Ask(CatalogQueries.Schemas, r => state.Schemas.Add(r.GetString(0)), schemas);
        if (extensions.Length > 0) Ask(CatalogQueries.Extensions, r => state.Extensions.Add(r.GetString(0)), extensions);
        if (functions.Count > 0) Ask(CatalogQueries.Functions, r => state.Functions.Add((Name(r, 0), Signature(r.GetFieldValue<string[]>(2)))), Schemas(functions), Names(functions));
        if (relations.Count > 0) Ask(CatalogQueries.Relations, r => AddRelation(state, tables, r), Schemas(relations), Names(relations));
        await ReadAsync(batch, results, token).ConfigureAwait(false);
        return tables;

        void Ask(string sql, Action<NpgsqlDataReader> row, params string[][] parameters)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = parameter });
            batch.BatchCommands.Add(command);
            results.Add(row);
        }
    }

    private static async Task ReadTablesAsync(NpgsqlConnection connection, Dictionary<uint, ExistingTable> tables, DatabaseState state, CancellationToken token)
    {
        uint[] oids = [.. tables.Keys];
        await using var batch = new NpgsqlBatch(connection);
        var results = new List<Action<NpgsqlDataReader>>();
        Ask(CatalogQueries.Columns, r => Of(r).Columns.Add(new(r.GetString(1), r.GetString(2), r.GetBoolean(3), Text(r, 4), r.GetBoolean(5))));
        Ask(CatalogQueries.Indexes, r => Of(r).Indexes.Add(new(r.GetString(1), r.GetString(2), r.GetBoolean(3), Text(r, 4), Text(r, 5))));
        Ask(CatalogQueries.PrimaryKeys, r => Of(r).PrimaryKey = new(r.GetString(1), r.GetFieldValue<string[]>(2)));
        Ask(CatalogQueries.ForeignKeys, r => AddForeignKey(state, r));
        Ask(CatalogQueries.Partitions, r => Of(r).Partitions.Add(r.GetString(1)));
        await ReadAsync(batch, results, token).ConfigureAwait(false);

        ExistingTable Of(NpgsqlDataReader row) => tables[row.GetFieldValue<uint>(0)];

        void Ask(string sql, Action<NpgsqlDataReader> row)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Add(new NpgsqlParameter<uint[]> { TypedValue = oids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Oid });
            batch.BatchCommands.Add(command);
            results.Add(row);
        }
    }

    private static async Task ReadAsync(NpgsqlBatch batch, List<Action<NpgsqlDataReader>> results, CancellationToken token)
    {
        if (results.Count == 0) return;
        await using var reader = await batch.ExecuteReaderAsync(token).ConfigureAwait(false);
        foreach (var row in results)
        {
            while (await reader.ReadAsync(token).ConfigureAwait(false)) row(reader);
            await reader.NextResultAsync(token).ConfigureAwait(false);
        }
    }

    private static string[] Schemas(List<ObjectName> names) => [.. names.Select(x => x.Schema)];

    private static string[] Names(List<ObjectName> names) => [.. names.Select(x => x.Name)];

    private static void AddRelation(DatabaseState state, Dictionary<uint, ExistingTable> tables, NpgsqlDataReader row)
    {
        var name = Name(row, 0);
        switch (row.GetString(2))
        {
            case "r" or "p":
                state.Tables[name] = tables[row.GetFieldValue<uint>(4)] = new(name, row.GetString(2) == "p", Text(row, 3));
                break;
            case "S":
                state.Sequences.Add(name);
                break;
            case var kind:
                state.Obstacles[name] = kind switch
                {
                    "v" => "view",
                    "m" => "materialized view",
                    "f" => "foreign table",
                    "c" => "composite type",
                    "i" or "I" => "index",
                    _ => $"relation of kind '{kind}'",
                };
                break;
        }
    }

    private static void AddForeignKey(DatabaseState state, NpgsqlDataReader row)
    {
        var holder = Name(row, 0);
        var target = Name(row, 4);
        var key = new ExistingForeignKey(
            holder,
            new(row.GetString(2), row.GetFieldValue<string[]>(3), target, row.GetFieldValue<string[]>(6), Action(row.GetString(7)), Action(row.GetString(8))));
        if (state.Tables.TryGetValue(holder, out var table)) table.ForeignKeys.Add(key);
        if (state.Tables.TryGetValue(target, out var referenced)) referenced.References.Add(key);
    }

    private static ReferentialAction Action(string code) => code switch
    {
        "r" => ReferentialAction.Restrict,
        "c" => ReferentialAction.Cascade,
        "n" => ReferentialAction.SetNull,
        "d" => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };

    private static ObjectName Name(NpgsqlDataReader row, int at) => new(row.GetString(at), row.GetString(at + 1));

    private static string Signature(string[] types) => string.Join(",", types.Select(TypeName.Normalize));

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
