using JasperFx;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Microsoft.Extensions.Logging;

namespace Marten.Engine.Events.Daemon;

/// <summary>Runs the shards of a store.</summary>
internal sealed partial class ProjectionDaemon : IProjectionDaemon
{
    private readonly DocumentStore _store;
    private readonly ILogger _logger;
    private readonly HighWaterAgent _highWater;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, ShardAgent> _agents = new(StringComparer.Ordinal);
    private CancellationTokenSource _replays = new();
    private volatile bool _isDisposed;

    internal ProjectionDaemon(DocumentStore store, ILogger logger)
    {
        _store = store;
        _logger = logger;
        Tracker = new ShardStateTracker(logger);
        _highWater = new HighWaterAgent(store, Tracker, logger);
    }

    public ShardStateTracker Tracker { get; }

    public bool IsRunning => CurrentAgents().Any(a => a.Status != AgentStatus.Stopped);

    internal StoreShards Shards => _store.Shards;

    public long HighWaterMark() => _highWater.Mark;

    public IReadOnlyList<ISubscriptionAgent> CurrentAgents()
    {
        lock (_agents) return [.. _agents.Values];
    }

    public bool HasAnyPaused() => CurrentAgents().Any(a => a.Status == AgentStatus.Paused);

    public AgentStatus StatusFor(string shardName)
    {
        var shard = Shards.Find(shardName);
        lock (_agents) return _agents.TryGetValue(shard.Name.Identity, out var agent) ? agent.Status : AgentStatus.Stopped;
    }

    public async Task StartAllAsync()
    {
        foreach (var shard in Shards.Continuous) await StartAsync(shard, CancellationToken.None).ConfigureAwait(false);
    }

    public Task StartAgentAsync(string shardName, CancellationToken token) => StartAsync(Shards.Find(shardName), token);

    public async Task<ISubscriptionAgent> StartAgentAsync(ShardName name, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(name);
        return await StartAsync(Shards.Find(name.Identity), token).ConfigureAwait(false);
    }

    public Task StopAgentAsync(string shardName, Exception? ex = null)
    {
        var shard = Shards.Find(shardName);
        if (ex is not null) DaemonLog.StopAsked(_logger, ex, shard.Name.Identity);
        return StopAsync(shard);
    }

    public Task StopAgentAsync(ShardName shardName, Exception? ex = null)
    {
        ArgumentNullException.ThrowIfNull(shardName);
        return StopAgentAsync(shardName.Identity, ex);
    }

    public async Task StopAllAsync()
    {
        await GiveUpReplaysAsync().ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            await StopAgentsAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The same without finishing the pages that are being worked on.</summary>
    internal async Task StopAllAtOnceAsync()
    {
        await GiveUpReplaysAsync().ConfigureAwait(false);
        ShardAgent[] agents;
        lock (_agents)
        {
            agents = [.. _agents.Values];
            _agents.Clear();
        }

        await Task.WhenAll(agents.Select(a => a.HardStopAsync())).ConfigureAwait(false);
    }

    public Task WaitForNonStaleData(TimeSpan timeout) => StalenessWait.RunAsync(_store, Shards.Continuous, timeout, CancellationToken.None);

    public async Task WaitForShardToBeRunning(string shardName, TimeSpan timeout)
    {
        var shard = Shards.Find(shardName);
        await Tracker.WaitForShardCondition(
            s => s.ShardName == shard.Name.Identity && StatusFor(shardName) == AgentStatus.Running, $"{shardName} to be running", timeout).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        Volatile.Read(ref _replays).Cancel();
        ShardAgent[] agents;
        lock (_agents)
        {
            agents = [.. _agents.Values];
            _agents.Clear();
        }

        foreach (var agent in agents) agent.Abandon();
        _highWater.Dispose();
        Tracker.Finish();
    }

    private async Task<ShardAgent> StartAsync(Shard shard, CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await _gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            // By now it may have been.
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _highWater.Start();
            return Start(shard);
        }
        finally
        {
            _gate.Release();
        }
    }

    private ShardAgent Start(Shard shard)
    {
        lock (_agents)
        {
            if (_agents.TryGetValue(shard.Name.Identity, out var running)) return running;
            var agent = new ShardAgent(_store, shard, ShardExecutionMode.Continuous, _highWater, Tracker, _logger);
            _agents.Add(shard.Name.Identity, agent);
            agent.Start();
            return agent;
        }
    }

    private async Task<bool> StopAsync(Shard shard)
    {
        ShardAgent? agent;
        lock (_agents) _agents.Remove(shard.Name.Identity, out agent);
        if (agent is null) return false;
        await agent.StopAndDrainAsync(CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    private async Task StopAgentsAsync()
    {
        ShardAgent[] agents;
        lock (_agents)
        {
            agents = [.. _agents.Values];
            _agents.Clear();
        }

        await Task.WhenAll(agents.Select(a => a.StopAndDrainAsync(CancellationToken.None))).ConfigureAwait(false);
        await _highWater.StopAsync().ConfigureAwait(false);
    }
}
