using JasperFx.MultiTenancy;
using Marten.Engine.Documents;
using Marten.Schema;

namespace Marten.Engine.Schema;

/// <summary>The table of a document type.</summary>
internal static class DocumentTable
{
    internal static TableModel For(DocumentMapping mapping)
    {
        var name = new ObjectName(mapping.TableName.Schema, mapping.TableName.Name);
        var isTenanted = mapping.TenancyStyle == TenancyStyle.Conjoined;
        string[] key = isTenanted ? ["tenant_id", "id"] : ["id"];
        var isPartitioned = mapping.PartitionBySoftDelete && mapping.DeleteStyle == JasperFx.DeleteStyle.SoftDelete;
        return new TableModel(name)
        {
            Columns = [.. Columns(mapping, isTenanted)],
            PrimaryKey = new PrimaryKeyModel($"pkey_{name.Name}_{string.Join('_', key)}", isPartitioned ? [.. key, "mt_deleted"] : key),
            Indexes = [.. DocumentIndexes.For(mapping)],
            ForeignKeys = [.. DocumentForeignKeys.For(mapping)],
            IgnoredIndexes = [.. mapping.IgnoredIndexes],
            Partitioning = isPartitioned ? new PartitionModel("mt_deleted") : null,
        };
    }

    private static IEnumerable<ColumnModel> Columns(DocumentMapping mapping, bool isTenanted)
    {
        var metadata = mapping.Metadata;
        if (isTenanted) yield return new ColumnModel("tenant_id", "varchar", NotNull: true, Default: "'*DEFAULT*'");
        yield return new ColumnModel("id", IdType(mapping), NotNull: true);
        yield return new ColumnModel("data", "jsonb", NotNull: true);
        if (metadata.LastModified.Enabled) yield return new ColumnModel("mt_last_modified", "timestamptz", Default: "transaction_timestamp()");
        if (metadata.Version.Enabled && !mapping.UseNumericRevisions)
        {
            yield return new ColumnModel("mt_version", "uuid", NotNull: true, Default: "(md5(random()::text || clock_timestamp()::text))::uuid");
        }

        if (metadata.DotNetType.Enabled) yield return new ColumnModel("mt_dotnet_type", "varchar");
        if (mapping.UseNumericRevisions) yield return new ColumnModel("mt_version", metadata.Revision.Type, NotNull: true, Default: "0");
        if (metadata.DocumentType.Enabled) yield return new ColumnModel("mt_doc_type", "varchar", Default: "'BASE'");
        if (metadata.CreatedAt.Enabled) yield return new ColumnModel("mt_created_at", "timestamptz", Default: "transaction_timestamp()");
        if (metadata.CorrelationId.Enabled) yield return new ColumnModel("correlation_id", "varchar");
        if (metadata.CausationId.Enabled) yield return new ColumnModel("causation_id", "varchar");
        if (metadata.LastModifiedBy.Enabled) yield return new ColumnModel("last_modified_by", "varchar");
        if (metadata.Headers.Enabled) yield return new ColumnModel("headers", "jsonb");
        foreach (var field in mapping.DuplicatedFields)
        {
            yield return new ColumnModel(field.ColumnName, field.PgType, field.NotNull, Backfill: DuplicatedValue.OutOf(field, "data"));
        }

        if (mapping.DeleteStyle != JasperFx.DeleteStyle.SoftDelete) yield break;
        yield return new ColumnModel("mt_deleted", "boolean", NotNull: mapping.PartitionBySoftDelete, Default: "false");
        yield return new ColumnModel("mt_deleted_at", "timestamptz");
    }

    private static string IdType(DocumentMapping mapping)
    {
        var type = mapping.IdType ?? throw new Marten.Exceptions.InvalidDocumentException(
            $"Could not determine an 'id/Id' field or property for requested document type {mapping.DocumentType.FullName}");
        var stored = WrappedId.Find(type)?.InnerType ?? type;
        return mapping.Members.Scalars.Find(stored)?.PgType ?? throw new Marten.Exceptions.InvalidDocumentException(
            $"The id of document type {mapping.DocumentType.FullName} is a {type.Name}; an id has to be a Guid, string, int, long, or a type around one of these.");
    }
}
