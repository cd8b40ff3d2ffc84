using JasperFx.Events.Daemon;

namespace Marten.Engine.Events.Daemon;

internal sealed partial class ProjectionDaemon
{
    public Task RebuildProjectionAsync(string projectionName, CancellationToken token) => RebuildAsync(Shards.FindProjection(projectionName), Timeout.InfiniteTimeSpan, token);

    public Task RebuildProjectionAsync(string projectionName, TimeSpan shardTimeout, CancellationToken token) =>
        RebuildAsync(Shards.FindProjection(projectionName), shardTimeout, token);

    public Task RebuildProjectionAsync<TView>(CancellationToken token) => RebuildProjectionAsync(typeof(TView), token);

    public Task RebuildProjectionAsync<TView>(TimeSpan shardTimeout, CancellationToken token) => RebuildProjectionAsync(typeof(TView), shardTimeout, token);

    public Task RebuildProjectionAsync(Type projectionType, CancellationToken token) => RebuildProjectionAsync(projectionType, Timeout.InfiniteTimeSpan, token);

    public Task RebuildProjectionAsync(Type projectionType, TimeSpan shardTimeout, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(projectionType);
        return RebuildAsync(Shards.FindProjection(projectionType), shardTimeout, token);
    }

    public Task CatchUpAsync(CancellationToken cancellation) => CatchUpAsync(Timeout.InfiniteTimeSpan, cancellation);

    public async Task CatchUpAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Volatile.Read(ref _replays).Token);
        await _gate.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            await StopAgentsAsync().ConfigureAwait(false);
            await WithinAsync(timeout, "The shards did not get to the end of the events", CatchUpAllAsync, either.Token).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task RewindSubscriptionAsync(string subscriptionName, CancellationToken token, long? sequenceFloor = 0, DateTimeOffset? timestamp = null)
    {
        var shard = Shards.Find(subscriptionName);
        var stopped = Volatile.Read(ref _replays).Token;
        await _gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            var wasRunning = await StopAsync(shard).ConfigureAwait(false);
            try
            {
                var progress = new ProgressRows(_store);
                var floor = timestamp is { } time ? await progress.FloorAtAsync(time, token).ConfigureAwait(false) : sequenceFloor ?? 0;
                await progress.SetAsync(shard, floor, token).ConfigureAwait(false);
            }
            finally
            {
                if (wasRunning && !stopped.IsCancellationRequested) Start(shard);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    // Whoever stops the daemon does not wait for the end of a rebuild.
    private Task GiveUpReplaysAsync() => Interlocked.Exchange(ref _replays, new CancellationTokenSource()).CancelAsync();

    private async Task RebuildAsync(ProjectionShard shard, TimeSpan timeout, CancellationToken token)
    {
        // Before the gate: who waits there when the daemon is stopped is given up too.
        var stopped = Volatile.Read(ref _replays).Token;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, stopped);
        await _gate.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            var wasRunning = await StopAsync(shard).ConfigureAwait(false);
            try
            {
                var rebuild = new ShardRebuild(_store, shard, _highWater, Tracker, _logger);
                await WithinAsync(timeout, $"The projection {shard.Name.Name} was not rebuilt", rebuild.RunAsync, either.Token).ConfigureAwait(false);
            }
            finally
            {
                // A rebuild that has failed has stored how far it got, so the shard goes on from there.
                if (wasRunning && !stopped.IsCancellationRequested) Start(shard);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task CatchUpAllAsync(CancellationToken token)
    {
        var progress = new ProgressRows(_store);
        await _store.Database.EnsureAsync(_store.EventStorage, token).ConfigureAwait(false);
        var ceiling = await _highWater.ReachAsync(await progress.HighestAsync(token).ConfigureAwait(false), token).ConfigureAwait(false);
        var failures = new List<Exception>();
        foreach (var shard in Shards.Continuous)
        {
            try
            {
                await new ShardAgent(_store, shard, ShardExecutionMode.CatchUp, _highWater, Tracker, _logger).ReplayAsync(ceiling, token).ConfigureAwait(false);
            }
            catch (Exception e) when (!token.IsCancellationRequested)
            {
                failures.Add(e);
            }
        }

        if (failures.Count > 0) throw new AggregateException(failures);
    }

    private static async Task WithinAsync(TimeSpan timeout, string otherwise, Func<CancellationToken, Task> work, CancellationToken token)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(token);
        limited.CancelAfter(timeout);
        try
        {
            await work(limited.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (limited.IsCancellationRequested && !token.IsCancellationRequested)
        {
            throw new TimeoutException($"{otherwise} within {timeout}", e);
        }
    }
}
