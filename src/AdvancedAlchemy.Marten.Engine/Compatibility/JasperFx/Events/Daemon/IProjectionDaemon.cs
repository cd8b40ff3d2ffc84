using JasperFx.Events.Projections;

namespace JasperFx.Events.Daemon;

/// <summary>Runs the projections and subscriptions of the background.</summary>
public interface IProjectionDaemon : IDisposable
{
    /// <summary>What the shards are at.</summary>
    ShardStateTracker Tracker { get; }

    bool IsRunning { get; }

    /// <summary>Makes a projection anew of all events.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no projection of this name.</exception>
    /// <exception cref="ApplyEventException">It failed on an event.</exception>
    Task RebuildProjectionAsync(string projectionName, CancellationToken token);

    /// <exception cref="TimeoutException">It took longer.</exception>
    Task RebuildProjectionAsync(string projectionName, TimeSpan shardTimeout, CancellationToken token);

    /// <summary>The same for a projection of a type, or for the one that makes documents of it.</summary>
    Task RebuildProjectionAsync<TView>(CancellationToken token);

    Task RebuildProjectionAsync<TView>(TimeSpan shardTimeout, CancellationToken token);

    Task RebuildProjectionAsync(Type projectionType, CancellationToken token);

    Task RebuildProjectionAsync(Type projectionType, TimeSpan shardTimeout, CancellationToken token);

    /// <exception cref="ArgumentOutOfRangeException">There is no shard of this name.</exception>
    Task StartAgentAsync(string shardName, CancellationToken token);

    Task<ISubscriptionAgent> StartAgentAsync(ShardName name, CancellationToken token);

    Task StopAgentAsync(string shardName, Exception? ex = null);

    Task StopAgentAsync(ShardName shardName, Exception? ex = null);

    Task StartAllAsync();

    Task StopAllAsync();

    /// <summary>Waits until all shards have got as far as the events go now.</summary>
    /// <exception cref="TimeoutException">They have not.</exception>
    Task WaitForNonStaleData(TimeSpan timeout);

    Task WaitForShardToBeRunning(string shardName, TimeSpan timeout);

    /// <summary>The last event before which none is missing that could still come.</summary>
    long HighWaterMark();

    AgentStatus StatusFor(string shardName);

    IReadOnlyList<ISubscriptionAgent> CurrentAgents();

    bool HasAnyPaused();

    /// <summary>Gets all shards to the end of the events, here and now; those that run in this daemon are stopped before, and not started again.</summary>
    /// <exception cref="AggregateException">Shards have failed.</exception>
    Task CatchUpAsync(CancellationToken cancellation);

    Task CatchUpAsync(TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Sends a subscription back to where it began, or to an event.</summary>
    Task RewindSubscriptionAsync(string subscriptionName, CancellationToken token, long? sequenceFloor = 0, DateTimeOffset? timestamp = null);
}
