using Marten.Engine.Documents;
using Marten.Engine.Sessions;

namespace Marten.Engine.Events.Projections;

/// <summary>What a session was before the projections of its save, for a save that fails: the next one has to begin there again.</summary>
internal sealed class ProjectionUndo(WorkUnit work)
{
    private readonly WorkUnit.State _work = work.Capture();
    private readonly List<(DocumentStorage Storage, string TenantId, object Id)> _touched = [];

    internal void Touch(DocumentStorage storage, string tenantId, object id) => _touched.Add((storage, tenantId, id));

    internal void Run(SessionCore core)
    {
        core.Work.Restore(_work);

        // Instances that events have been applied to must not have them applied once more.
        foreach (var (storage, tenantId, id) in _touched) storage.ForgetId(core, tenantId, id);
    }
}
