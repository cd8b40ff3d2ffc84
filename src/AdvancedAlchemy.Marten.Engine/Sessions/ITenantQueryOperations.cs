namespace Marten;

/// <summary>Reads of another tenant within one session.</summary>
public interface ITenantQueryOperations : IQuerySession
{
    new string TenantId { get; }

    IQuerySession Parent { get; }
}
