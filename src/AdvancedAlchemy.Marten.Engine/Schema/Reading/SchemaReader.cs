using Npgsql;

namespace Marten.Engine.Schema;

/// <summary>
/// Reads what exists of a set of objects: one batch over pg_catalog, which every user may read, however few rights it has on the tables.
/// </summary>
internal static class SchemaReader
{
    public static async Task<DatabaseState> ReadAsync(NpgsqlConnection connection, IReadOnlyList<SchemaObject> objects, CancellationToken token)
    {
        var state = new DatabaseState();
        if (objects.Count == 0) return state;

        await using var batch = new NpgsqlBatch(connection);
        var relations = objects.Where(x => x.Kind is SchemaObjectKind.Table or SchemaObjectKind.Sequence).Select(x => x.Name).ToList();
        var functions = objects.Where(x => x.Kind == SchemaObjectKind.Function).Select(x => x.Name).ToList();
        string[] schemas = objects.Select(x => x.Name.Schema).Where(x => x.Length > 0).Distinct().ToArray();
        string[] extensions = objects.OfType<ExtensionModel>().Select(x => x.ExtensionName).ToArray();
        Add(batch, CatalogQueries.Schemas, schemas);
        Add(batch, CatalogQueries.Extensions, extensions);
        AddNames(batch, CatalogQueries.Functions, functions);
        foreach (var sql in new[]
        {
            CatalogQueries.Relations, CatalogQueries.Columns, CatalogQueries.Indexes, CatalogQueries.PrimaryKeys,
            CatalogQueries.ForeignKeys, CatalogQueries.Partitions,
        })
        {
            AddNames(batch, sql, relations);
        }

        await using var reader = await batch.ExecuteReaderAsync(token).ConfigureAwait(false);
        await EachAsync(reader, r => state.Schemas.Add(r.GetString(0)), token).ConfigureAwait(false);
        await NextAsync(reader, r => state.Extensions.Add(r.GetString(0)), token).ConfigureAwait(false);
        await NextAsync(reader, r => state.Functions.Add((Name(r, 0), Signature(r.GetFieldValue<string[]>(2)))), token).ConfigureAwait(false);
        await NextAsync(reader, r => AddRelation(state, r), token).ConfigureAwait(false);
        await NextAsync(reader, r => Table(state, r)?.Columns.Add(new(r.GetString(2), r.GetString(3), r.GetBoolean(4), Text(r, 5), r.GetBoolean(6))), token)
            .ConfigureAwait(false);
        await NextAsync(reader, r => Table(state, r)?.Indexes.Add(new(r.GetString(2), r.GetString(3), r.GetBoolean(4), Text(r, 5), Text(r, 6))), token)
            .ConfigureAwait(false);
        await NextAsync(
            reader,
            r =>
            {
                if (Table(state, r) is { } table) table.PrimaryKey = new(r.GetString(2), r.GetFieldValue<string[]>(3));
            },
            token).ConfigureAwait(false);
        await NextAsync(reader, r => AddForeignKey(state, r), token).ConfigureAwait(false);
        await NextAsync(reader, r => Table(state, r)?.Partitions.Add(r.GetString(2)), token).ConfigureAwait(false);
        return state;
    }

    private static void AddNames(NpgsqlBatch batch, string sql, List<ObjectName> names) =>
        Add(batch, sql, names.Select(x => x.Schema).ToArray(), names.Select(x => x.Name).ToArray());

    private static void Add(NpgsqlBatch batch, string sql, params string[][] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = parameter });
        batch.BatchCommands.Add(command);
    }

    private static async Task NextAsync(NpgsqlDataReader reader, Action<NpgsqlDataReader> row, CancellationToken token)
    {
        await reader.NextResultAsync(token).ConfigureAwait(false);
        await EachAsync(reader, row, token).ConfigureAwait(false);
    }

    private static async Task EachAsync(NpgsqlDataReader reader, Action<NpgsqlDataReader> row, CancellationToken token)
    {
        while (await reader.ReadAsync(token).ConfigureAwait(false)) row(reader);
    }

    private static void AddRelation(DatabaseState state, NpgsqlDataReader row)
    {
        var name = Name(row, 0);
        switch (row.GetString(2))
        {
            case "r" or "p":
                state.Tables[name] = new(name, row.GetString(2) == "p", Text(row, 3));
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

    private static ExistingTable? Table(DatabaseState state, NpgsqlDataReader row) => state.Tables.GetValueOrDefault(Name(row, 0));

    private static ObjectName Name(NpgsqlDataReader row, int at) => new(row.GetString(at), row.GetString(at + 1));

    private static string Signature(string[] types) => string.Join(",", types.Select(TypeName.Normalize));

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
