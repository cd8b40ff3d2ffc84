using Marten.Engine.Configuration;
using Marten.Storage.Metadata;

namespace Marten.Schema;

/// <summary>The metadata columns of a document type.</summary>
public class DocumentMetadataCollection
{
    public DocumentMetadataCollection(DocumentMapping parent)
    {
        LastModified = DocumentMetadataColumn.Create("mt_last_modified", "timestamptz", typeof(DateTimeOffset), true);
        DotNetType = DocumentMetadataColumn.Create("mt_dotnet_type", "varchar", typeof(string), true);
        Version = DocumentMetadataColumn.Create("mt_version", "uuid", typeof(Guid), true, () => parent.UseOptimisticConcurrency = true);
        Revision = DocumentMetadataColumn.Create("mt_version", "bigint", typeof(long), false, () => parent.UseNumericRevisions = true);
        CreatedAt = DocumentMetadataColumn.Create("mt_created_at", "timestamptz", typeof(DateTimeOffset), false);
        CorrelationId = DocumentMetadataColumn.Create("correlation_id", "varchar", typeof(string), false);
        CausationId = DocumentMetadataColumn.Create("causation_id", "varchar", typeof(string), false);
        LastModifiedBy = DocumentMetadataColumn.Create("last_modified_by", "varchar", typeof(string), false);
        Headers = DocumentMetadataColumn.Create("headers", "jsonb", typeof(Dictionary<string, object>), false);
        TenantId = DocumentMetadataColumn.Create("tenant_id", "varchar", typeof(string), false,
            () => parent.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined);
        DocumentType = DocumentMetadataColumn.Create("mt_doc_type", "varchar", typeof(string), false);
        IsSoftDeleted = DocumentMetadataColumn.Create("mt_deleted", "boolean", typeof(bool), false,
            () => parent.DeleteStyle = JasperFx.DeleteStyle.SoftDelete);
        SoftDeletedAt = DocumentMetadataColumn.Create("mt_deleted_at", "timestamptz", typeof(DateTimeOffset?), false,
            () => parent.DeleteStyle = JasperFx.DeleteStyle.SoftDelete);
    }

    public MetadataColumn LastModified { get; }

    public MetadataColumn DotNetType { get; }

    public MetadataColumn Version { get; }

    public MetadataColumn Revision { get; }

    public MetadataColumn CreatedAt { get; }

    public MetadataColumn CorrelationId { get; }

    public MetadataColumn CausationId { get; }

    public MetadataColumn LastModifiedBy { get; }

    public MetadataColumn Headers { get; }

    public MetadataColumn TenantId { get; }

    public MetadataColumn DocumentType { get; }

    public MetadataColumn IsSoftDeleted { get; }

    public MetadataColumn SoftDeletedAt { get; }

    internal IEnumerable<MetadataColumn> All =>
        [LastModified, Version, Revision, DotNetType, CreatedAt, CorrelationId, CausationId, LastModifiedBy, Headers, TenantId, DocumentType, IsSoftDeleted, SoftDeletedAt];
}
