using Marten.Engine.Events.Daemon;

namespace Marten.Engine.Events.Projections;

/// <summary>Makes one document of each stream.</summary>
internal interface IStreamRunner
{
    /// <summary>Makes the stored document of one stream anew, while nobody appends to it.</summary>
    /// <param name="shard">The projection.</param>
    /// <param name="tenantId">Whose stream it is.</param>
    /// <param name="stream">Its id or key.</param>
    /// <param name="token">Gives up.</param>
    /// <exception cref="JasperFx.Events.Daemon.ApplyEventException">A handler failed on an event.</exception>
    Task RebuildStreamAsync(ProjectionShard shard, string tenantId, object stream, CancellationToken token);
}
