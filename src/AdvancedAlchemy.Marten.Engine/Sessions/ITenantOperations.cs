namespace Marten;

/// <summary>Reads and writes of another tenant within one session's unit of work.</summary>
public interface ITenantOperations : IDocumentOperations
{
    new string TenantId { get; }

    IDocumentSession Parent { get; }
}
