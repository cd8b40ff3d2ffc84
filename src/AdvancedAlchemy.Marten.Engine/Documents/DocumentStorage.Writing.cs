using Marten.Engine.Sessions;
using Marten.Exceptions;

namespace Marten.Engine.Documents;

internal sealed partial class DocumentStorage<T, TId>
{
    internal override void Queue(DocumentSessionBase session, T document, WriteKind kind)
    {
        var id = Ids.Assign(document, session.Core.Database);
        session.Core.MarkAdded(id, document);
        session.Core.AddIdentity(this, session.TenantId, id, document);
        session.Core.Work.Add(Write(session, document, id, kind));
    }

    internal override void QueueRevision(DocumentSessionBase session, T document, long revision, bool ignoreViolation)
    {
        if (!HasRevision)
        {
            Queue(session, document, WriteKind.Upsert);
            return;
        }

        var id = Ids.Assign(document, session.Core.Database);
        session.Core.MarkAdded(id, document);
        session.Core.AddIdentity(this, session.TenantId, id, document);
        var write = (RevisionedWrite<T, TId>)Write(session, document, id, WriteKind.Upsert);
        write.Revision = revision;
        write.IgnoreConcurrencyViolation = ignoreViolation;
        session.Core.Work.Add(write);
    }

    internal override void QueueExpectedVersion(DocumentSessionBase session, T document, Guid version)
    {
        var id = Ids.Assign(document, session.Core.Database);
        session.Core.MarkAdded(id, document);
        session.Core.AddIdentity(this, session.TenantId, id, document);
        var write = Write(session, document, id, WriteKind.Upsert);
        if (ChecksVersion) write.ExpectVersion(version);
        session.Core.Work.Add(write);
    }

    internal override void QueueProjected(DocumentSessionBase session, T document, object id, long revision)
    {
        var stored = (TId)id;
        session.Core.MarkAdded(id, document);
        session.Core.ReplaceIdentity(this, session.TenantId, stored, document);
        var write = Write(session, document, stored, WriteKind.Upsert);
        if (write is RevisionedWrite<T, TId> revisioned)
        {
            // Whoever has projected further already has written what is right.
            revisioned.Revision = revision;
            revisioned.IgnoreConcurrencyViolation = true;
        }

        session.Core.Work.Add(write);
    }

    internal override void QueueProjectedDeletion(DocumentSessionBase session, object id, bool hard)
    {
        session.Core.Forget(this, session.TenantId, (TId)id, default);
        session.Core.Work.Add(new DocumentDeletion<T, TId>(this, session.TenantId, (TId)id, default, soft: IsSoftDeleted && !hard));
    }

    internal override void ForgetId(SessionCore core, string tenantId, object id) => core.Forget(this, tenantId, (TId)id, default);

    internal override void ForgetUnchanged(DocumentSessionBase session, object id) => session.Core.ForgetUnchanged(this, session.TenantId, (TId)id);

    internal override void QueueDeletion(DocumentSessionBase session, T document, bool hard) =>
        Delete(session, IdAccess.Get(document)!, document, hard);

    internal override void QueueDeleteById(DocumentSessionBase session, object id, bool hard) => Delete(session, ToStored(id), default, hard);

    internal override void Eject(DocumentSessionBase session, T document)
    {
        session.Core.Work.Eject(document);
        session.Core.Forget(this, session.TenantId, IdAccess.Get(document), document);
    }

    internal DocumentWrite<T, TId> Write(DocumentSessionBase session, T document, TId id, WriteKind kind) => HasRevision
        ? new RevisionedWrite<T, TId>(this, session.TenantId, document, id, kind) { InsertsPlainly = session.Core.Connection.OwnsSaves && !IsPartitioned }
        : new DocumentWrite<T, TId>(this, session.TenantId, document, id, kind) { InsertsPlainly = session.Core.Connection.OwnsSaves && !IsPartitioned };

    private void Delete(DocumentSessionBase session, TId id, T? document, bool hard)
    {
        if (id is null) throw new InvalidDocumentException($"A document of type {DocumentType.Name} without an id cannot be deleted");
        session.Core.Work.RemoveWrites(this, session.TenantId, id);
        session.Core.Forget(this, session.TenantId, id, document);
        session.Core.Work.Add(new DocumentDeletion<T, TId>(this, session.TenantId, id, document, soft: IsSoftDeleted && !hard));
    }
}
