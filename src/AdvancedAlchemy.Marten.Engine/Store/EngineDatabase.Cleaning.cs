using Marten.Engine.Schema;
using Marten.Engine.Sessions;
using Npgsql;
using Weasel.Core;
using Weasel.Postgresql;

namespace Marten.Engine;

internal sealed partial class EngineDatabase
{
    private int _changes;

    /// <summary>Rises when documents are changed beside those who keep some in memory.</summary>
    internal int Changes => Volatile.Read(ref _changes);

    internal void Changed() => Interlocked.Increment(ref _changes);

    /// <summary>Marten empties the events along with the documents, but not how far projections are.</summary>
    public async Task DeleteAllDocumentsAsync(CancellationToken ct = default) => await TruncateAsync(
        [.. await TablesAsync("mt\\_streams", ct).ConfigureAwait(false), .. await TablesAsync("mt\\_events", ct).ConfigureAwait(false),
            .. await TablesAsync("mt\\_keys\\_%", ct).ConfigureAwait(false), .. await DocumentTablesAsync(ct).ConfigureAwait(false)],
        ct).ConfigureAwait(false);

    public async Task DeleteDocumentsByTypeAsync(Type documentType, CancellationToken ct = default)
    {
        var table = NameOf(Options.Mappings.For(documentType));
        var existing = await DocumentTablesAsync(ct).ConfigureAwait(false);
        await DeleteAsync(existing.Where(t => t == table), ct).ConfigureAwait(false);
    }

    public async Task DeleteDocumentsExceptAsync(CancellationToken ct, params Type[] documentTypes)
    {
        var kept = documentTypes.Select(t => NameOf(Options.Mappings.For(t))).ToHashSet();
        var existing = await DocumentTablesAsync(ct).ConfigureAwait(false);
        await DeleteAsync(existing.Where(t => !kept.Contains(t)), ct).ConfigureAwait(false);
    }

    public async Task CompletelyRemoveAsync(Type documentType, CancellationToken ct = default)
    {
        await ExecuteAsync($"drop table if exists {NameOf(Options.Mappings.For(documentType)).Quoted} cascade", ct).ConfigureAwait(false);
        ForgetChecks();
    }

    public async Task CompletelyRemoveAllAsync(CancellationToken ct = default)
    {
        var statements = await ReadAsync(
            """
            select format('drop table if exists %I.%I cascade', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any($1) and c.relname like 'mt\_%' and c.relkind in ('r', 'p') and not c.relispartition
            union all
            select format('drop sequence if exists %I.%I cascade', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any($1) and c.relname like 'mt\_%' and c.relkind = 'S'
            union all
            select format('drop function if exists %I.%I(%s) cascade', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any($1) and p.proname like 'mt\_%'
            """,
            reader => reader.GetString(0),
            ct).ConfigureAwait(false);
        if (statements.Count > 0) await ExecuteAsync([.. statements.Select(s => new NpgsqlBatchCommand(s))], ct).ConfigureAwait(false);
        Hilo.Forget();
        ForgetChecks();
    }

    public async Task<IReadOnlyList<DbObjectName>> DocumentTables() => [.. (await DocumentTablesAsync(default).ConfigureAwait(false)).Select(Public)];

    public async Task<IReadOnlyList<DbObjectName>> SchemaTables(CancellationToken ct = default) => [.. (await TablesAsync("mt\\_%", ct).ConfigureAwait(false)).Select(Public)];

    public async Task<IReadOnlyList<DbObjectName>> Functions() =>
        [.. (await ReadAsync(
            "select n.nspname, p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any($1) and p.proname like 'mt\\_%' order by 1, 2",
            reader => new ObjectName(reader.GetString(0), reader.GetString(1)),
            default).ConfigureAwait(false)).Select(Public)];

    private static DbObjectName Public(ObjectName name) => new PostgresqlObjectName(name);

    private static ObjectName NameOf(Marten.Schema.DocumentMapping mapping) => new(mapping.TableName.Schema, mapping.TableName.Name);

    private Task<List<ObjectName>> DocumentTablesAsync(CancellationToken token) => TablesAsync("mt\\_doc\\_%", token);

    private Task<List<ObjectName>> TablesAsync(string pattern, CancellationToken token) => ReadAsync(
        $"""
        select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any($1) and c.relname like '{pattern}' and c.relkind in ('r', 'p') and not c.relispartition order by 1, 2
        """,
        reader => new ObjectName(reader.GetString(0), reader.GetString(1)),
        token);

    private async Task TruncateAsync(IEnumerable<ObjectName> tables, CancellationToken token)
    {
        var names = tables.Select(t => t.Quoted).ToArray();
        if (names.Length > 0) await ExecuteAsync($"truncate {string.Join(", ", names)} cascade", token).ConfigureAwait(false);
        Changed();
    }

    // TRUNCATE would need CASCADE where others refer to a table, and then empty those others as well.
    private async Task DeleteAsync(IEnumerable<ObjectName> tables, CancellationToken token)
    {
        if (DeleteSql([.. tables.Select(t => t.Quoted)], "") is { } sql) await ExecuteAsync(sql, token).ConfigureAwait(false);
        Changed();
    }

    // In one statement, foreign keys are looked at when all the rows are gone: the order does not matter, nor do circles.
    private static string? DeleteSql(string[] tables, string where) => tables.Length == 0
        ? null
        : $"with {string.Join(", ", tables.Select((t, i) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"d{i} as (delete from {t}{where})")))} select";

    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken token)
    {
        await using var connection = await OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = AllSchemaNames() });
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(token).ConfigureAwait(false)) rows.Add(read(reader));
        return rows;
    }

    private Task ExecuteAsync(string sql, CancellationToken token) => ExecuteAsync([new NpgsqlBatchCommand(sql)], token);

    // Others may hold some of the tables and want the rest, as a running daemon does. An ambient transaction is aborted then, and not ours to repeat.
    private async Task ExecuteAsync(IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await OpenAsync(token).ConfigureAwait(false);
                await using var batch = new NpgsqlBatch(connection);
                foreach (var command in commands) batch.BatchCommands.Add(command);
                await batch.ExecuteNonQueryAsync(token).ConfigureAwait(false);
                return;
            }
            catch (PostgresException e) when (System.Transactions.Transaction.Current is null && Retries.MayRepeatSave(e, attempt))
            {
                await Retries.PauseAsync(attempt, token).ConfigureAwait(false);
            }
        }
    }
}
