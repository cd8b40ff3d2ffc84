namespace Marten.Engine.Sessions;

/// <summary>What a session writes into the metadata columns of everything it saves.</summary>
internal sealed class SessionMetadata
{
    internal string? CorrelationId { get; set; }

    internal string? CausationId { get; set; }

    internal string? LastModifiedBy { get; set; }

    internal Dictionary<string, object>? Headers { get; set; }

    /// <summary>The tenant of the operation that is being written.</summary>
    internal string TenantId { get; set; } = Tenancy.DefaultTenantId;
}
