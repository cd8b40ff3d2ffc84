using JasperFx;
using Marten.Engine.Schema;
using Marten.Engine.Serialization;
using Marten.Engine.Sessions;
using Npgsql;
using Weasel.Core;

namespace Marten.Engine.Documents;

/// <summary>Writes many documents by binary COPY.</summary>
internal sealed class BulkWriter<T, TId>(
    DocumentStorage<T, TId> storage, EngineDatabase database, string tenantId, T[] documents, BulkInsertMode mode, int batchSize) : BulkWork
    where T : notnull where TId : notnull
{
    private const string Staging = "mt_bulk_stage";
    private readonly StoredColumn<T>[] _columns = [.. storage.Columns.Where(c => c.IsCopied)];
    private readonly Dictionary<TId, (Guid Version, long Revision)> _written = [];

    internal override async Task PrepareAsync(CancellationToken token)
    {
        await database.EnsureAsync(storage, token).ConfigureAwait(false);
        foreach (var document in documents)
        {
            ArgumentNullException.ThrowIfNull(document, nameof(documents));
            await storage.Ids.AssignAsync(document, database, token).ConfigureAwait(false);
        }
    }

    internal override async Task WriteAsync(NpgsqlConnection connection, CancellationToken token)
    {
        if (IsDirect)
        {
            foreach (var batch in documents.Chunk(batchSize)) await CopyAsync(connection, storage.Table, batch, false, token).ConfigureAwait(false);
            return;
        }

        await ExecuteAsync(connection, $"create temp table {Staging} (like {storage.Table} including defaults) on commit drop", token).ConfigureAwait(false);
        foreach (var batch in documents.Chunk(batchSize))
        {
            await CopyAsync(connection, Staging, batch, mode == BulkInsertMode.OverwriteIfVersionMatches, token).ConfigureAwait(false);
            await MergeAsync(connection, token).ConfigureAwait(false);
            await ExecuteAsync(connection, $"truncate {Staging}", token).ConfigureAwait(false);
        }

        await ExecuteAsync(connection, $"drop table {Staging}", token).ConfigureAwait(false);
    }

    internal override void Complete()
    {
        foreach (var document in documents)
        {
            if (IsDirect)
            {
                if (storage.HasRevision) storage.Written.ApplyRevision(document, 1);
            }
            else if (_written.TryGetValue(storage.IdAccess.Get(document)!, out var now))
            {
                if (storage.HasRevision) storage.Written.ApplyRevision(document, now.Revision);
                else storage.Written.ApplyVersion(document, now.Version);
            }
        }
    }

    // A deleted row is in the other partition, where no conflict meets it, so an insert has to look first.
    private bool IsDirect => mode == BulkInsertMode.InsertsOnly && !storage.IsPartitioned;

    private string DeletedRow => $"select 1 from {storage.Table} as t where t.mt_deleted and t.id = s.id{(storage.IsTenanted ? " and t.tenant_id = s.tenant_id" : "")}";

    private async Task RefuseDeletedAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand($"select s.id from {Staging} as s where exists ({DeletedRow}) limit 1", connection);
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        if (await reader.ReadAsync(token).ConfigureAwait(false)) throw new DocumentAlreadyExistsException(null, typeof(T), reader.GetFieldValue<TId>(0));
    }

    // What was written is told, so that the documents can be told their versions; rows that were skipped are not among it.
    private async Task MergeAsync(NpgsqlConnection connection, CancellationToken token)
    {
        if (mode == BulkInsertMode.InsertsOnly) await RefuseDeletedAsync(connection, token).ConfigureAwait(false);
        var returns = storage.HasRevision || storage.HasVersion;
        await using var command = new NpgsqlCommand(MergeSql() + (returns ? " returning d.id, d.mt_version" : ""), connection);
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        while (returns && await reader.ReadAsync(token).ConfigureAwait(false))
        {
            _written[reader.GetFieldValue<TId>(0)] = storage.HasRevision
                ? (default, reader.GetFieldValue<long>(1))
                : (reader.GetFieldValue<Guid>(1), 0);
        }
    }

    private async Task CopyAsync(NpgsqlConnection connection, string table, T[] batch, bool keepsVersions, CancellationToken token)
    {
        var names = _columns.Select(c => Identifier.Quote(c.Name));
        using var bodies = new BodyWriter();
        var context = new WriteContext(null, bodies, new SessionMetadata { TenantId = tenantId });
        await using var importer = await connection
            .BeginBinaryImportAsync($"copy {table} ({string.Join(", ", names)}) from stdin (format binary)", token).ConfigureAwait(false);
        foreach (var document in batch)
        {
            context.Version = keepsVersions ? storage.Written.CurrentVersion(document) : CombGuid.NewVersion();
            context.Revision = keepsVersions ? storage.Written.CurrentRevision(document) : 1;
            if (storage.HasVersion && table == storage.Table) storage.Written.ApplyVersion(document, context.Version);
            await importer.StartRowAsync(token).ConfigureAwait(false);
            foreach (var column in _columns) await column.CopyAsync(importer, document, context, token).ConfigureAwait(false);
        }

        await importer.CompleteAsync(token).ConfigureAwait(false);
    }

    private string MergeSql()
    {
        var written = storage.Columns.Where(c => c.IsInserted).Select(c => c.Name).ToArray();
        var names = string.Join(", ", written.Select(Identifier.Quote));
        if (mode == BulkInsertMode.InsertsOnly) return $"insert into {storage.Table} as d ({names}) select {Selected(written)} from {Staging}";

        var key = storage.IsTenanted ? "tenant_id, id" : "id";
        var conflict = WriteStatements<T, TId>.Key(storage);

        // Of several rows with one id the last one counts, as it would one by one.
        var rows = $"select distinct on ({key}) {Selected(written)} from (select *, row_number() over () as mt_row from {Staging}) as s"
            + $"{Candidates()} order by {key}, mt_row desc";
        var insert = $"insert into {storage.Table} as d ({names}) {rows} on conflict ({conflict}) do ";
        if (mode == BulkInsertMode.IgnoreDuplicates) return insert.Replace("mt_row desc", "mt_row", StringComparison.Ordinal) + "nothing";

        var sets = storage.Columns.Where(c => c.IsUpdated).Select(c => $"{Identifier.Quote(c.Name)} = {Merged(c)}");
        var gone = storage.IsPartitioned
            ? $"with gone as (delete from {storage.Table} as x using {Staging} as s where x.mt_deleted and x.id = s.id{(storage.IsTenanted ? " and x.tenant_id = s.tenant_id" : "")}) "
            : "";
        var update = $"{gone}{insert}update set {string.Join(", ", sets)}";
        return mode == BulkInsertMode.OverwriteIfVersionMatches && (storage.HasRevision || storage.ChecksVersion)
            ? $"{update} where d.mt_version = excluded.mt_version"
            : update;
    }

    // A document that claims no version is new; it gets its first one.
    private string Selected(string[] written) => string.Join(", ", written.Select(name => name switch
    {
        "mt_version" when mode != BulkInsertMode.OverwriteIfVersionMatches => name,
        "mt_version" when storage.HasRevision => "greatest(mt_version, 1)",
        "mt_version" => "case when mt_version = '00000000-0000-0000-0000-000000000000' then gen_random_uuid() else mt_version end",
        _ => Identifier.Quote(name),
    }));

    // Without a claim a row that is there must not be taken for one at its first revision.
    private string Candidates() => mode == BulkInsertMode.OverwriteIfVersionMatches && storage.HasRevision
        ? $" where mt_version > 0 or not exists (select 1 from {storage.Table} as t where t.id = s.id{(storage.IsTenanted ? " and t.tenant_id = s.tenant_id" : "")})"
        : mode == BulkInsertMode.IgnoreDuplicates && storage.IsPartitioned ? $" where not exists ({DeletedRow})"
        : "";

    // Every write makes a new version.
    private string Merged(StoredColumn<T> column) => column.Name switch
    {
        "mt_version" when storage.HasRevision => "d.mt_version + 1",
        "mt_version" => "gen_random_uuid()",
        _ => "excluded." + Identifier.Quote(column.Name),
    };

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }
}
