using System.Linq.Expressions;
using Marten.Engine.Documents;
using Marten.Engine.Events;
using Marten.Engine.Sessions;
using Weasel.Core;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace Marten.Internal.Sessions;

/// <summary>A session that queues writes.</summary>
public abstract partial class DocumentSessionBase : QuerySession, IDocumentSession
{
    private EventOperations? _events;

    private protected DocumentSessionBase(SessionCore core, string tenantId) : base(core, tenantId)
    {
    }

    public new ITenantOperations ForTenant(string tenantId) => new TenantSession(Root, Core, Core.Store.AllowedTenant(tenantId));

    public new Marten.Events.IEventStoreOperations Events => _events ??= new EventOperations(this);

    /// <summary>This unit of work in a tenant.</summary>
    internal DocumentSessionBase In(string tenantId) => tenantId == TenantId ? this : new TenantSession(Root, Core, tenantId);

    internal abstract IDocumentSession Root { get; }

    public void Store<T>(params T[] entities) where T : notnull => Queue((IEnumerable<T>)entities, WriteKind.Upsert);

    public void Store<T>(IEnumerable<T> entities) where T : notnull => Queue(entities, WriteKind.Upsert);

    public void Insert<T>(params T[] entities) where T : notnull => Queue((IEnumerable<T>)entities, WriteKind.Insert);

    public void Insert<T>(IEnumerable<T> entities) where T : notnull => Queue(entities, WriteKind.Insert);

    public void Update<T>(params T[] entities) where T : notnull => Queue((IEnumerable<T>)entities, WriteKind.Update);

    public void Update<T>(IEnumerable<T> entities) where T : notnull => Queue(entities, WriteKind.Update);

    public void UpdateExpectedVersion<T>(T entity, Guid version) where T : notnull => StorageOf(entity).QueueExpectedVersionOf(this, entity, version);

    public void UpdateRevision<T>(T entity, long revision) where T : notnull => StorageOf(entity).QueueRevisionOf(this, entity, revision, ignoreViolation: false);

    public void TryUpdateRevision<T>(T entity, long revision) where T : notnull => StorageOf(entity).QueueRevisionOf(this, entity, revision, ignoreViolation: true);

    public void Delete<T>(T entity) where T : notnull => DeleteEntity(entity, hard: false);

    public void Delete<T>(int id) where T : notnull => DeleteById<T>(id, hard: false);

    public void Delete<T>(long id) where T : notnull => DeleteById<T>(id, hard: false);

    public void Delete<T>(object id) where T : notnull => DeleteById<T>(id, hard: false);

    public void Delete<T>(Guid id) where T : notnull => DeleteById<T>(id, hard: false);

    public void Delete<T>(string id) where T : notnull => DeleteById<T>(id, hard: false);

    public void HardDelete<T>(T entity) where T : notnull => DeleteEntity(entity, hard: true);

    public void HardDelete<T>(int id) where T : notnull => DeleteById<T>(id, hard: true);

    public void HardDelete<T>(long id) where T : notnull => DeleteById<T>(id, hard: true);

    public void HardDelete<T>(Guid id) where T : notnull => DeleteById<T>(id, hard: true);

    public void HardDelete<T>(string id) where T : notnull => DeleteById<T>(id, hard: true);

    public void DeleteWhere<T>(Expression<Func<T, bool>> expression) where T : notnull
    {
        var storage = Core.Store.Storages.For<T>();
        var sql = storage.IsSoftDeleted
            ? $"update {storage.Table} as d set mt_deleted = True, mt_deleted_at = now()"
            : $"delete from {storage.Table} as d";
        QueueWhere(storage, sql, expression, filterDeleted: storage.IsSoftDeleted, OperationRole.Deletion);
    }

    public void HardDeleteWhere<T>(Expression<Func<T, bool>> expression) where T : notnull
    {
        var storage = Core.Store.Storages.For<T>();
        QueueWhere(storage, $"delete from {storage.Table} as d", expression, filterDeleted: false, OperationRole.Deletion);
    }

    public void UndoDeleteWhere<T>(Expression<Func<T, bool>> expression) where T : notnull
    {
        var storage = Core.Store.Storages.For<T>();
        if (!storage.IsSoftDeleted)
        {
            throw new InvalidOperationException("Un-deleting documents can only be done against document types configured to be soft-deleted");
        }

        QueueWhere(storage, $"update {storage.Table} as d set mt_deleted = False, mt_deleted_at = NULL", expression, filterDeleted: false, OperationRole.Update);
    }

    public void StoreObjects(IEnumerable<object> documents) => QueueObjects(documents, WriteKind.Upsert);

    public void InsertObjects(IEnumerable<object> documents) => QueueObjects(documents, WriteKind.Insert);

    public void DeleteObjects(IEnumerable<object> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        foreach (var document in documents) DeleteEntity(document, hard: false);
    }

    public void QueueSqlCommand(string sql, params object[] parameterValues) => QueueSqlCommand('?', sql, parameterValues);

    public void QueueSqlCommand(char placeholder, string sql, params object[] parameterValues)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(parameterValues);
        Core.Work.Add(new SqlOperation(sql.TrimEnd().TrimEnd(';'), placeholder, parameterValues));
    }

    public void QueueOperation(IStorageOperation storageOperation)
    {
        ArgumentNullException.ThrowIfNull(storageOperation);
        Core.Work.Add(storageOperation);
    }

    public void UseIdentityMapFor<T>() where T : notnull => Core.UseIdentityMapFor(Core.Store.Storages.For<T>().Root);

    private void Queue<T>(IEnumerable<T> entities, WriteKind kind) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(entities);
        var storage = typeof(T) == typeof(object) || typeof(T).IsInterface || typeof(T).IsAbstract ? null : Core.Store.Storages.For<T>();
        foreach (var entity in entities)
        {
            ArgumentNullException.ThrowIfNull(entity, nameof(entities));
            if (storage is not null && entity.GetType() == typeof(T)) storage.Queue(this, entity, kind);
            else QueueObject(entity, kind);
        }
    }

    private void QueueObjects(IEnumerable<object> documents, WriteKind kind)
    {
        ArgumentNullException.ThrowIfNull(documents);
        foreach (var document in documents)
        {
            ArgumentNullException.ThrowIfNull(document, nameof(documents));
            QueueObject(document, kind);
        }
    }

    private void QueueObject(object document, WriteKind kind)
    {
        if (document is System.Collections.IEnumerable many and not string)
        {
            foreach (var one in many) QueueObject(one, kind);
            return;
        }

        Core.Store.Storages.For(document.GetType()).QueueWrite(this, document, kind);
    }

    // By the runtime type, as Store does it.
    private DocumentStorage StorageOf<T>(T entity) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(entity);
        return Core.Store.Storages.For(entity.GetType());
    }

    // Delete<Post>(5) binds to the overload for ids, but Delete(post) with a static type of object has to look closer.
    private void DeleteEntity<T>(T entity, bool hard) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(entity);
        Core.Store.Storages.For(entity.GetType()).QueueDelete(this, entity, hard);
    }

    private void DeleteById<T>(object id, bool hard) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(id);
        Core.Store.Storages.For<T>().QueueDeleteById(this, id, hard);
    }

    private void QueueWhere<T>(DocumentStorage<T> storage, string sql, Expression<Func<T, bool>> expression, bool filterDeleted, OperationRole role) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(expression);
        Core.Work.Add(new StatementOperation(storage, role, Core.Store.Queries.Where(this, storage, sql, expression, filterDeleted)));
    }
}
