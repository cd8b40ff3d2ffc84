using Marten.Services;
using Weasel.Storage;

namespace Marten;

/// <summary>A unit of work: reads documents, queues writes and saves them in one transaction.</summary>
public interface IDocumentSession : IDocumentOperations
{
    IUnitOfWork PendingChanges { get; }

    ConcurrencyChecks Concurrency { get; }

    IList<IDocumentSessionListener> Listeners { get; }

    /// <summary>Reads events, and queues them for the next save.</summary>
    new Events.IEventStoreOperations Events { get; }

    string? LastModifiedBy { get; set; }

    new ITenantOperations ForTenant(string tenantId);

    void SetHeader(string key, object value);

    object? GetHeader(string key);

    Task SaveChangesAsync(CancellationToken token = default);

    void Eject<T>(T document) where T : notnull;

    void EjectAllOfType(Type type);

    void EjectAllPendingChanges();

    void BeginTransaction();

    ValueTask BeginTransactionAsync(CancellationToken token);
}
