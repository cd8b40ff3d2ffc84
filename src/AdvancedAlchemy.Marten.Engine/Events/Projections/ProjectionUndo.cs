using JasperFx.Events;
using Marten.Engine.Documents;
using Marten.Engine.Sessions;
using Marten.Events.Aggregation;

namespace Marten.Engine.Events.Projections;

/// <summary>What a session was before the projections of its save, for a save that fails: the next one has to begin there again.</summary>
internal sealed class ProjectionUndo(SessionCore core)
{
    private readonly WorkUnit.State _work = core.Work.Capture();
    private readonly (StreamAction, int)[] _streams = core.Streams.Capture();
    private readonly IMessageBatch? _messages = core.Messages;
    private readonly List<(DocumentStorage Storage, string TenantId, object Id)> _touched = [];

    internal void Touch(DocumentStorage storage, string tenantId, object id) => _touched.Add((storage, tenantId, id));

    internal void Run(SessionCore core)
    {
        core.Work.Restore(_work);
        core.Streams.Restore(_streams);
        core.Messages = _messages;

        // Instances that events have been applied to must not have them applied once more.
        foreach (var (storage, tenantId, id) in _touched) storage.ForgetId(core, tenantId, id);
    }
}
