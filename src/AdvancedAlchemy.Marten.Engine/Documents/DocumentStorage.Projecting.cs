using Marten.Engine.Schema;
using Marten.Engine.Serialization;
using Marten.Engine.Sessions;
using Marten.Exceptions;
using Npgsql;

namespace Marten.Engine.Documents;

internal sealed partial class DocumentStorage<T, TId>
{
    private const string Staging = "mt_rebuild_stage";

    private string Copied => string.Join(", ", Columns.Where(c => c.IsCopied).Select(c => Identifier.Quote(c.Name)));

    // Where documents exclude each other, they have to be written in the order of the events.
    internal override bool TakesCopies => !IsSoftDeleted && !IsHierarchy && !Mapping.Indexes.Any(i => i.IsUnique);

    internal override async Task CopyProjectedAsync(NpgsqlConnection connection, IEnumerable<Projected<T>> documents, bool mayMeet, CancellationToken token)
    {
        try
        {
            if (!mayMeet)
            {
                await CopyAsync(connection, Table, documents, token).ConfigureAwait(false);
                return;
            }

            await ExecuteAsync(connection, $"create temp table {Staging} on commit drop as select {Copied} from {Table} with no data", token).ConfigureAwait(false);
            await CopyAsync(connection, Staging, documents, token).ConfigureAwait(false);
            await ExecuteAsync(connection, MergeProjected(), token).ConfigureAwait(false);
        }
        catch (PostgresException e)
        {
            throw new MartenCommandException(null, e);
        }
    }

    private async Task CopyAsync(NpgsqlConnection connection, string table, IEnumerable<Projected<T>> documents, CancellationToken token)
    {
        StoredColumn<T>[] columns = [.. Columns.Where(c => c.IsCopied)];
        using var bodies = new BodyWriter();
        var context = new WriteContext(null, bodies, new SessionMetadata());
        await using var importer = await connection.BeginBinaryImportAsync(
            $"copy {table} ({Copied}) from stdin (format binary)", token).ConfigureAwait(false);
        foreach (var (tenantId, document, revision) in documents)
        {
            context.Metadata.TenantId = tenantId;
            context.Version = CombGuid.NewVersion();
            context.Revision = revision;
            Written.ApplySession(document, context.Metadata);
            await importer.StartRowAsync(token).ConfigureAwait(false);
            foreach (var column in columns) await column.CopyAsync(importer, document, context, token).ConfigureAwait(false);
        }

        await importer.CompleteAsync(token).ConfigureAwait(false);
    }

    // A row that a save has written is of more events, or is made anew at the end. In order, so that many such saves and this one do not wait for each other.
    private string MergeProjected()
    {
        var sets = string.Join(", ", Columns.Where(c => c.IsUpdated).Select(c => $"{Identifier.Quote(c.Name)} = excluded.{Identifier.Quote(c.Name)}"));
        return $"insert into {Table} as d ({Copied}) select {Copied} from {Staging} order by id on conflict ({WriteStatements<T, TId>.Key(this)}) do update set {sets}"
            + (HasRevision ? " where d.mt_version < excluded.mt_version" : "");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }
}
