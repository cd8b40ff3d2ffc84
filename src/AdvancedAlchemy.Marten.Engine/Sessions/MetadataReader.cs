using Marten.Engine.Documents;
using Marten.Engine.Serialization;
using Marten.Storage.Metadata;

namespace Marten.Engine.Sessions;

/// <summary>Reads the metadata columns of one row.</summary>
internal static class MetadataReader
{
    internal static Task<DocumentMetadata?> ReadAsync(QuerySession session, DocumentStorage storage, object entity, CancellationToken token)
    {
        var columns = storage.Mapping.Metadata.All.Where(c => c.Enabled).Select(c => c.Name).ToArray();
        var id = storage.IdOf(entity);
        var command = IdCommand.For(storage, session, $"select {string.Join(", ", columns.Select(c => "d." + c).DefaultIfEmpty("1"))}", id);
        return session.ReadAsync(storage, command, (columns, id, storage), static async (reader, state, token) =>
        {
            if (!await reader.ReadAsync(token).ConfigureAwait(false)) return null;
            var metadata = new DocumentMetadata(state.id);
            for (var i = 0; i < state.columns.Length; i++)
            {
                if (!reader.IsDBNull(i)) Set(metadata, state.columns[i], reader, i, state.storage);
            }

            return metadata;
        }, token);
    }

    private static void Set(DocumentMetadata metadata, string column, Npgsql.NpgsqlDataReader reader, int index, DocumentStorage storage)
    {
        switch (column)
        {
            case "mt_last_modified": metadata.LastModified = reader.GetFieldValue<DateTimeOffset>(index); break;
            case "mt_created_at": metadata.CreatedAt = reader.GetFieldValue<DateTimeOffset>(index); break;
            case "mt_version" when storage.HasRevision: metadata.CurrentRevision = reader.GetFieldValue<long>(index); break;
            case "mt_version": metadata.CurrentVersion = reader.GetFieldValue<Guid>(index); break;
            case "mt_dotnet_type": metadata.DotNetType = reader.GetString(index); break;
            case "mt_doc_type": metadata.DocumentType = reader.GetString(index); break;
            case "mt_deleted": metadata.Deleted = reader.GetBoolean(index); break;
            case "mt_deleted_at": metadata.DeletedAt = reader.GetFieldValue<DateTimeOffset>(index); break;
            case "tenant_id": metadata.TenantId = reader.GetString(index); break;
            case "correlation_id": metadata.CorrelationId = reader.GetString(index); break;
            case "causation_id": metadata.CausationId = reader.GetString(index); break;
            case "last_modified_by": metadata.LastModifiedBy = reader.GetString(index); break;
            case "headers":
                metadata.Headers = storage.Mapping.StoreOptions.Serializer()
                    .FromJson<Dictionary<string, object>>(JsonReading.OpenStream(reader, index));
                break;
        }
    }
}
