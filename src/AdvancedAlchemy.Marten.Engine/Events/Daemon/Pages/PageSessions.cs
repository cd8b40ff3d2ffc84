using JasperFx.Events.Daemon;
using Marten.Engine.Sessions;
using Marten.Services;

namespace Marten.Engine.Events.Daemon;

/// <summary>The sessions that pages are saved in.</summary>
internal static class PageSessions
{
    // The listeners of sessions are for what the application itself saves.
    internal static DocumentSession Open(DocumentStore store, Shard shard, ShardExecutionMode mode)
    {
        var tracking = shard.Options.EnableDocumentTrackingByIdentity ? DocumentTracking.IdentityOnly : DocumentTracking.None;
        var session = new DocumentSession(new SessionCore(store, store.Database, new SessionOptions(), tracking) { ShardMode = mode }, Tenancy.DefaultTenantId);
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
