namespace Marten.Storage.Metadata;

/// <summary>The metadata of one stored document.</summary>
public class DocumentMetadata(object id)
{
    public object Id { get; } = id;

    public DateTimeOffset LastModified { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public Guid CurrentVersion { get; internal set; }

    public long CurrentRevision { get; internal set; }

    public int CurrentRevisionInt32 => checked((int)CurrentRevision);

    public string? DotNetType { get; internal set; }

    public string? DocumentType { get; internal set; }

    public bool Deleted { get; internal set; }

    public DateTimeOffset? DeletedAt { get; internal set; }

    public string? TenantId { get; internal set; }

    public string? CorrelationId { get; set; }

    public string? CausationId { get; set; }

    public string? LastModifiedBy { get; set; }

    public Dictionary<string, object>? Headers { get; set; }
}
