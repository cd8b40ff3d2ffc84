using JasperFx.Events.Daemon;
using Marten.Engine.Events.Projections;
using Marten.Engine.Sessions;
using Marten.Services;

namespace Marten.Engine.Events.Daemon;

/// <summary>The sessions that pages are saved in.</summary>
internal static class PageSessions
{
    internal static DocumentSession Open(DocumentStore store, Shard shard, ShardExecutionMode mode, PageCache? pages = null, PartFailures? failures = null)
    {
        var tracking = shard.Options.EnableDocumentTrackingByIdentity ? DocumentTracking.IdentityOnly : DocumentTracking.None;
        return Open(new SessionCore(store, store.Database, new SessionOptions(), tracking) { ShardMode = mode, Pages = pages, PartFailures = failures }, Tenancy.DefaultTenantId);
    }

    // The listeners of sessions are for what the application itself saves.
    internal static DocumentSession Open(SessionCore core, string tenantId)
    {
        var session = new DocumentSession(core, tenantId);
        session.Listeners.Clear();
        return session;
    }

    // Of two who have the same page one then waits for the other before he writes anything.
    internal static void PutFirst(this SessionCore core, EngineOperation first)
    {
        var others = core.Work.Operations;
        core.Work.Clear();
        core.Work.Add(first);
        foreach (var operation in others) core.Work.Add(operation);
    }
}
