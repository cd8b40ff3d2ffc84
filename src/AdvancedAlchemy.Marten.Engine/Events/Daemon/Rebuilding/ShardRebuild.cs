using JasperFx.Events.Daemon;
using Marten.Engine.Events.NaturalKeys;
using Microsoft.Extensions.Logging;

namespace Marten.Engine.Events.Daemon;

/// <summary>Makes a projection anew of all events that there are.</summary>
internal sealed class ShardRebuild(DocumentStore store, ProjectionShard shard, HighWaterAgent highWater, ShardStateTracker tracker, ILogger logger)
{
    internal async Task RunAsync(CancellationToken token)
    {
        var ceiling = await highWater.ReachAsync(await HighestAsync(token).ConfigureAwait(false), token).ConfigureAwait(false);
        DaemonLog.RebuildStarted(logger, shard.Name.Identity, ceiling);

        // Whatever becomes of the rest: it may be given up and gone on with.
        foreach (var keys in shard.PublishedTypes.Select(store.EventStorage.Graph.NaturalKeys.Find).OfType<NaturalKeyTable>())
        {
            await new NaturalKeyRebuild(store, keys).RunAsync(ceiling, token).ConfigureAwait(false);
        }

        await new ShardTeardown(store, shard).RunAsync(ceiling, token).ConfigureAwait(false);
        var agent = new ShardAgent(store, shard, ShardExecutionMode.Rebuild, highWater, tracker, logger);
        await agent.ReplayAsync(ceiling, token).ConfigureAwait(false);

        var progress = new ProgressRows(store);
        await progress.RemoveRebuildAsync(shard.Name, token).ConfigureAwait(false);

        // Nobody goes on from there: every save projects its own events.
        if (shard.IsInline)
        {
            await progress.RemoveAsync(shard.Name, token).ConfigureAwait(false);
            await new InlineCatchUp(store, shard, highWater, logger).RunAsync(ceiling, token).ConfigureAwait(false);
        }

        DaemonLog.RebuildEnded(logger, shard.Name.Identity);
    }

    private async ValueTask<long> HighestAsync(CancellationToken token)
    {
        await store.Database.EnsureAsync(store.EventStorage, token).ConfigureAwait(false);
        return await new ProgressRows(store).HighestAsync(token).ConfigureAwait(false);
    }
}
