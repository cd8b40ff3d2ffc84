using Npgsql;

namespace Marten.Engine.Schema;

/// <summary>
/// Lets the server spell the expected definitions: it creates them on an empty temporary copy of the table, reads them back and undoes it all.
/// So the comparison always settles, whatever PostgreSQL makes of an expression.
/// </summary>
internal static class ServerComparison
{
    private const string Copy = "mt_schema_comparison";

    public static async Task<SettledDifferences> SettleAsync(
        NpgsqlConnection connection, TableModel table, ExistingTable existing, SettledDifferences suspects, CancellationToken token)
    {
        var wanted = table.Columns.Select(Ddl.Column);
        var others = existing.Columns.Where(x => table.Columns.All(c => c.Name != x.Name)).Select(x => $"{Identifier.Quote(x.Name)} {x.Type}");
        var indexes = table.ManagedIndexes.Where(x => suspects.Indexes.Contains(x.Name) && existing.Index(x.Name)!.IsValid).ToList();
        var setup = new List<string> { $"CREATE TEMPORARY TABLE {Copy} ({string.Join(", ", wanted.Concat(others))})" };
        setup.AddRange(indexes.Select((index, at) => Ddl.CreateIndex(
            table with { Name = new("pg_temp", Copy), Partitioning = null }, index with { Name = $"{Copy}_{at}", Tablespace = null }, concurrently: false)));

        try
        {
            return await UndoneAsync(connection, () => CompareAsync(connection, table, existing, suspects, indexes, setup, token), token).ConfigureAwait(false);
        }
        catch (PostgresException)
        {
            // no right to temporary tables, a standby, or a definition that the server refuses: the difference stands, applying it will tell
            return SettledDifferences.None;
        }
    }

    private static async Task<SettledDifferences> CompareAsync(
        NpgsqlConnection connection,
        TableModel table,
        ExistingTable existing,
        SettledDifferences suspects,
        List<IndexModel> indexes,
        List<string> setup,
        CancellationToken token)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in setup) batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"""
            SELECT attname::text, format_type(atttypid, atttypmod), pg_get_expr(adbin, adrelid)
            FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE attrelid = 'pg_temp.{Copy}'::regclass AND attnum > 0
            """));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"""
            SELECT relname::text, pg_get_indexdef(indexrelid)
            FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE indrelid = 'pg_temp.{Copy}'::regclass
            """));
        var (sameIndexes, sameDefaults, sameTypes) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        await using var reader = await batch.ExecuteReaderAsync(token).ConfigureAwait(false);
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            if (existing.Column(reader.GetString(0)) is not { } found) continue;
            if (reader.GetString(1) == found.Type) sameTypes.Add(found.Name);
            if (!reader.IsDBNull(2) && reader.GetString(2) == found.Default) sameDefaults.Add(found.Name);
        }

        await reader.NextResultAsync(token).ConfigureAwait(false);
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            var at = Enumerable.Range(0, indexes.Count).First(x => $"{Copy}_{x}" == reader.GetString(0));
            if (IsSame(table, indexes[at], existing.Index(indexes[at].Name)!, reader.GetString(1))) sameIndexes.Add(indexes[at].Name);
        }

        return new(
            sameIndexes,
            sameDefaults.Intersect(suspects.Defaults).ToHashSet(),
            sameTypes.Intersect(suspects.Types).ToHashSet());
    }

    private static bool IsSame(TableModel table, IndexModel wanted, ExistingIndex found, string definition)
    {
        if (wanted.Tablespace is not null && wanted.Tablespace != (found.Tablespace ?? "pg_default")) return false;
        return Tail(definition) == Tail(found.Definition)
            || TableComparison.Canonical(table, definition) == TableComparison.Canonical(table, found.Definition);
    }

    // everything but the names of index and table
    private static string Tail(string definition) =>
        definition.StartsWith("CREATE UNIQUE", StringComparison.Ordinal) + definition[definition.IndexOf(" USING ", StringComparison.Ordinal)..];

    private static async Task<T> UndoneAsync<T>(NpgsqlConnection connection, Func<Task<T>> work, CancellationToken token)
    {
        // inside a caller's transaction BEGIN would only warn and ROLLBACK would undo the caller's work, so a savepoint serves both
        await using var transaction = await BeginIfNoneAsync(connection, token).ConfigureAwait(false);
        await ExecuteAsync(connection, $"SAVEPOINT {Copy}", token).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await ExecuteAsync(connection, $"ROLLBACK TO SAVEPOINT {Copy}", CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static async Task<NpgsqlTransaction?> BeginIfNoneAsync(NpgsqlConnection connection, CancellationToken token)
    {
        try
        {
            return await connection.BeginTransactionAsync(token).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            return null; // Npgsql has no public way to ask whether a transaction is in progress
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }
}
