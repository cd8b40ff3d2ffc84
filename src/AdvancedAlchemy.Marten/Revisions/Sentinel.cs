using JasperFx;
using Marten;
using Weasel.Core;
using Weasel.Storage;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace AdvancedAlchemy.Marten;

/// <summary>Turns the pending writes of <see cref="IRevisioned"/> documents into checked ones.</summary>
/// <remarks>
/// Marten takes revision 0, which is what <c>Store</c> and <c>Update</c> ask for, as "whatever is there". Asking for one more
/// than the document has makes the same statement refuse a row that somebody else has written since.
/// </remarks>
internal static class Sentinel
{
    /// <summary>Makes updates of the upserts of documents that were stored before: an upsert would bring back one that was deleted meanwhile.</summary>
    /// <returns>Whether any operation was replaced.</returns>
    public static bool Turn(IDocumentSession session, SaveListener layer, IStorageOperation[] pending)
    {
        if (session.Concurrency == ConcurrencyChecks.Disabled) return false;
        var turned = false;
        foreach (var operation in pending)
        {
            if (operation is not IDocumentStorageOperation { Document: IRevisioned document }) continue;
            var model = layer.Model(document.GetType());
            if (!model.IsRevisioned) continue;
            RevisionedTable(session, model);
            if (document.Version == 0 || operation is not IRevisionedOperation { Revision: 0 } || operation.Role() != OperationRole.Upsert) continue;
            // the later operation on an instance takes the place of the earlier one
            model.Update(In(session, model, operation), document);
            turned = true;
        }

        return turned;
    }

    /// <summary>The table of a revisioned type.</summary>
    /// <exception cref="InvalidOperationException">The type is stored as another one, which is not revisioned: nothing could be checked.</exception>
    public static DocumentTable RevisionedTable(IDocumentSession session, DocumentModel model)
    {
        var table = model.Table(session);
        if (table.IsRevisioned) return table;
        var root = table.Mapping.DocumentType.Name;
        throw new InvalidOperationException(
            $"{model.Type.Name} is IRevisioned, but is stored as {root}, which is not: Marten keeps revisions for a whole hierarchy or not at all, "
            + $"so a stale {model.Type.Name} would overwrite what others have saved. Make {root} IRevisioned too.");
    }

    /// <summary>Asks for the next revision of each document, and for a report on those that turn out to be stale.</summary>
    public static void Check(IDocumentSession session, SaveListener layer, SessionState state, IStorageOperation[] pending)
    {
        if (session.Concurrency == ConcurrencyChecks.Disabled) return;
        StaleWrites? watched = null;
        foreach (var operation in pending)
        {
            if (operation is CheckedDeletion deletion)
            {
                (watched ??= new StaleWrites(session)).Add(deletion.Model, deletion.Document, deletion.TenantId);
                continue;
            }

            if (operation is not (IDocumentStorageOperation { Document: IRevisioned document } and IRevisionedOperation revisioned)) continue;
            var role = operation.Role();
            if (role is not (OperationRole.Update or OperationRole.Upsert)) continue;
            var model = layer.Model(document.GetType());
            if (!model.IsRevisioned) continue;

            // a revision in an upsert is the caller's own UpdateRevision; no other way puts one there
            if (role == OperationRole.Update || revisioned.Revision == 0) revisioned.Revision = document.Version + 1L;
            if (revisioned.IgnoreConcurrencyViolation || (document.Version == 0 && !MayBeStored(model.Table(session)))) continue;
            (watched ??= new StaleWrites(session)).Add(model, document, TenantOf(session, model, operation));
        }

        if (watched is null) return;
        session.QueueOperation(watched);
        state.Watch(watched);
    }

    /// <summary>Counts the soft deletions among the pending operations as changes of their documents.</summary>
    public static void Mark(IDocumentSession session, SaveListener layer, SessionState state, IStorageOperation[] pending)
    {
        MarkSelected(session, layer, state, pending);
        foreach (var operation in pending)
        {
            if (operation is not IDeletion { Id: { } id } deletion) continue;
            var model = layer.Model(deletion.DocumentType);
            if (!model.IsRevisioned || !model.Table(session).IsSoftDeleted || !model.Table(session).IsRevisioned) continue;
            session.QueueOperation(new SoftDeletionMark(state, model.Table(session), LinkIds.Stored(id), deletion.Document, TenantOf(session, model, operation)));
        }
    }

    // DeleteWhere tells no ids: its rows are known by the time of the transaction
    private static void MarkSelected(IDocumentSession session, SaveListener layer, SessionState state, IStorageOperation[] pending)
    {
        Dictionary<DocumentModel, SoftDeletionsMark>? marks = null;
        foreach (var operation in pending)
        {
            if (operation is IDeletion or CheckedDeletion or SaveOperation || operation.Role() != OperationRole.Deletion) continue;
            var model = layer.Model(operation.DocumentType);
            if (!model.IsRevisioned || !model.Table(session).IsSoftDeleted || !model.Table(session).IsRevisioned || marks?.ContainsKey(model) == true) continue;
            SoftDeletionsMark mark = new(state, model.Table(session));
            (marks ??= []).Add(model, mark);
            session.QueueOperation(mark);
        }

        if (marks is null) return;
        foreach (var operation in pending)
        {
            var (type, id) = operation switch
            {
                IDeletion { Id: { } deleted } deletion => (deletion.DocumentType, LinkIds.Stored(deleted)),
                CheckedDeletion check => (check.DocumentType, check.Model.Table(session).IdOf(check.Document)),
                _ => (null, null),
            };
            if (type is not null && id is not null && marks.TryGetValue(layer.Model(type), out var mark)) mark.Except(id, TenantOf(session, layer.Model(type), operation));
        }
    }

    // a new document under an id that was generated meets no other: the report on it would be a statement for nothing
    private static bool MayBeStored(DocumentTable table) => table.IdType == typeof(string);

    private static IDocumentOperations In(IDocumentSession session, DocumentModel model, IStorageOperation operation)
    {
        var tenant = TenantOf(session, model, operation);
        return tenant == session.TenantId ? session : session.ForTenant(tenant);
    }

    private static string TenantOf(IDocumentSession session, DocumentModel model, IStorageOperation operation) =>
        model.Table(session).IsTenanted ? OperationTenant.Of(operation, session) : session.TenantId;
}
