using JasperFx.Events;
using Marten.Engine.Documents;
using Marten.Engine.Sessions;
using Marten.Events.Aggregation;
using Weasel.Storage;

namespace Marten.Engine.Events.Projections;

/// <summary>What a session was before the projections of its save, for a save that fails: the next one has to begin there again.</summary>
internal sealed class ProjectionUndo(SessionCore core)
{
    private readonly WorkUnit.State _work = core.Work.Capture();
    private readonly (StreamAction, int)[] _streams = core.Streams.Capture();
    private readonly IMessageBatch? _messages = core.Messages;
    private readonly List<(DocumentStorage Storage, string TenantId, object Id)> _touched = [];

    internal void Touch(DocumentStorage storage, string tenantId, object id) => _touched.Add((storage, tenantId, id));

    /// <summary>Called when the projections are through: what is queued later is not theirs.</summary>
    internal void Ended(SessionCore core)
    {
        foreach (var operation in core.Work.Operations.Except(_work.Operations)) Touch(operation);
    }

    internal void Run(SessionCore core)
    {
        core.Work.Restore(_work);
        core.Streams.Restore(_streams);
        core.Messages = _messages;

        // Instances that events have been applied to must not have them applied once more.
        foreach (var (storage, tenantId, id) in _touched) storage.ForgetId(core, tenantId, id);
    }

    // What a projection has stored by its own hand it may have read and changed before.
    private void Touch(IStorageOperation? operation)
    {
        if (operation is EngineOperation { Storage: { } storage } and IDocumentWrite write) Touch(storage, write.TenantId, write.Id);
    }
}
