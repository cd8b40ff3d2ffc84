namespace JasperFx;

/// <summary>What is known about who does something, and why.</summary>
public interface IMetadataContext
{
    string TenantId { get; }

    bool CausationIdEnabled { get; }

    bool CorrelationIdEnabled { get; }

    bool HeadersEnabled { get; }

    bool UserNameEnabled { get; }

    string? CausationId { get; set; }

    string? CorrelationId { get; set; }

    string? CurrentUserName { get; set; }

    Dictionary<string, object>? Headers { get; }
}
