using System.Linq.Expressions;
using JasperFx.Events;
using Weasel.Storage;

namespace Marten;

/// <summary>Reads documents and queues writes.</summary>
public interface IDocumentOperations : IQuerySession, IStorageOperations
{
    /// <summary>Reads events, and queues them for the next save.</summary>
    new Events.IEventStoreOperations Events { get; }

    new ITenantOperations ForTenant(string tenantId);

    void Store<T>(IEnumerable<T> entities) where T : notnull;

    void Store<T>(params T[] entities) where T : notnull;

    void Insert<T>(IEnumerable<T> entities) where T : notnull;

    void Insert<T>(params T[] entities) where T : notnull;

    void Update<T>(IEnumerable<T> entities) where T : notnull;

    void Update<T>(params T[] entities) where T : notnull;

    void UpdateExpectedVersion<T>(T entity, Guid version) where T : notnull;

    void UpdateRevision<T>(T entity, long revision) where T : notnull;

    void TryUpdateRevision<T>(T entity, long revision) where T : notnull;

    void Delete<T>(T entity) where T : notnull;

    void Delete<T>(int id) where T : notnull;

    void Delete<T>(long id) where T : notnull;

    void Delete<T>(object id) where T : notnull;

    void Delete<T>(Guid id) where T : notnull;

    void Delete<T>(string id) where T : notnull;

    void DeleteWhere<T>(Expression<Func<T, bool>> expression) where T : notnull;

    void HardDelete<T>(T entity) where T : notnull;

    void HardDelete<T>(int id) where T : notnull;

    void HardDelete<T>(long id) where T : notnull;

    void HardDelete<T>(Guid id) where T : notnull;

    void HardDelete<T>(string id) where T : notnull;

    void HardDeleteWhere<T>(Expression<Func<T, bool>> expression) where T : notnull;

    void UndoDeleteWhere<T>(Expression<Func<T, bool>> expression) where T : notnull;

    void StoreObjects(IEnumerable<object> documents);

    void InsertObjects(IEnumerable<object> documents);

    void DeleteObjects(IEnumerable<object> documents);

    void QueueSqlCommand(string sql, params object[] parameterValues);

    void QueueSqlCommand(char placeholder, string sql, params object[] parameterValues);

    void QueueOperation(IStorageOperation storageOperation);

    /// <summary>Gives this session an identity map for one type.</summary>
    void UseIdentityMapFor<T>() where T : notnull;
}
