using JasperFx;
using Marten.Engine.Documents;
using Weasel.Storage;

namespace Marten.Engine.Sessions;

/// <summary>Writes one document with a numeric revision.</summary>
internal sealed class RevisionedWrite<T, TId>(DocumentStorage<T, TId> storage, string tenantId, T document, TId id, WriteKind kind)
    : DocumentWrite<T, TId>(storage, tenantId, document, id, kind), IRevisionedOperation
    where T : notnull where TId : notnull
{
    private long _stored;

    public long Revision { get; set; }

    public bool IgnoreConcurrencyViolation { get; set; }

    public override void Committed(SessionCore core)
    {
        if (_stored > 0) TypedStorage.Written.ApplyRevision(TypedDocument, _stored);
        base.Committed(core);
    }

    protected override bool AsksForRevision(SessionCore core) =>
        Kind != WriteKind.Insert && Revision > 0 && core.Concurrency != ConcurrencyChecks.Disabled;

    protected override long RequestedRevision(WriteContext context)
    {
        _stored = 0;
        if (Kind == WriteKind.Insert)
        {
            // The server looks up what it is.
            if (TypedStorage.FollowsStream) return 0;

            // A plain insert returns nothing: it has either written this revision or failed.
            if (InsertsPlainly) _stored = 1;
            return 1;
        }

        return context.ChecksConcurrency ? Revision : 0;
    }

    protected override void Succeeded(long revision) => _stored = revision;

    protected override Exception? Failure()
    {
        if (Kind == WriteKind.Insert) return new DocumentAlreadyExistsException(typeof(T), Id);
        return IgnoreConcurrencyViolation ? null : new ConcurrencyException(typeof(T), Id);
    }
}
