using Marten.Engine.Schema;
using Marten.Engine.Serialization;
using Marten.Engine.Sessions;
using Marten.Exceptions;
using Npgsql;

namespace Marten.Engine.Documents;

internal sealed partial class DocumentStorage<T, TId>
{
    // Where documents exclude each other, they have to be written in the order of the events.
    internal override bool TakesCopies => !IsSoftDeleted && !IsHierarchy && !Mapping.Indexes.Any(i => i.IsUnique);

    internal override async Task CopyProjectedAsync(NpgsqlConnection connection, IEnumerable<Projected<T>> documents, CancellationToken token)
    {
        StoredColumn<T>[] columns = [.. Columns.Where(c => c.IsCopied)];
        using var bodies = new BodyWriter();
        var context = new WriteContext(null, bodies, new SessionMetadata());
        try
        {
            await using var importer = await connection.BeginBinaryImportAsync(
                $"copy {Table} ({string.Join(", ", columns.Select(c => Identifier.Quote(c.Name)))}) from stdin (format binary)", token).ConfigureAwait(false);
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
        catch (PostgresException e)
        {
            throw new MartenCommandException(null, e);
        }
    }
}
