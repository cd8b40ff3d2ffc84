namespace JasperFx.Events;

/// <summary>What a message is sent with.</summary>
public struct MessageMetadata(string tenantId) : IMetadataContext
{
    public string TenantId { get; set; } = tenantId;

    public string? CausationId { get; set; }

    public string? CorrelationId { get; set; }

    public string? CurrentUserName { get; set; }

    public Dictionary<string, object>? Headers { get; private set; }

    public readonly bool CausationIdEnabled => true;

    public readonly bool CorrelationIdEnabled => true;

    public readonly bool HeadersEnabled => true;

    public readonly bool UserNameEnabled => true;

    /// <summary>The same with one more header.</summary>
    public readonly MessageMetadata WithHeader(string key, object value) => this with { Headers = new Dictionary<string, object>(Headers ?? []) { [key] = value } };
}
