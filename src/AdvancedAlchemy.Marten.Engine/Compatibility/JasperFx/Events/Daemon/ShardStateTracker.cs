using JasperFx.Events.Projections;
using Marten.Engine.Events.Daemon;
using Microsoft.Extensions.Logging;

namespace JasperFx.Events.Daemon;

/// <summary>Knows how far the shards of a daemon have got, and tells whoever wants to know.</summary>
public class ShardStateTracker : IObservable<ShardState>, IObserver<ShardState>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ShardState> _states = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IObserver<ShardState>> _observers = [];
    private readonly ILogger _logger;

    public ShardStateTracker(ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(logger);
        _logger = logger;
    }

    /// <summary>The last event before which none is missing that could still come.</summary>
    public long HighWaterMark => CurrentState(ShardState.HighWaterMark)?.Sequence ?? 0;

    public ShardState? CurrentState(string shardName)
    {
        lock (_lock) return _states.GetValueOrDefault(shardName);
    }

    public ShardState? CurrentState(ShardName shardName)
    {
        ArgumentNullException.ThrowIfNull(shardName);
        return CurrentState(shardName.Identity);
    }

    public bool TryGetCurrentState(string shardName, out ShardState state) => (state = CurrentState(shardName)!) is not null;

    public IReadOnlyList<ShardState> CurrentStates()
    {
        lock (_lock) return [.. _states.Values];
    }

    public ValueTask PublishAsync(ShardState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        IObserver<ShardState>[] observers;
        lock (_lock)
        {
            _states[state.ShardName] = state;
            observers = [.. _observers];
        }

        foreach (var observer in observers)
        {
            try
            {
                observer.OnNext(state);
            }
            catch (Exception e)
            {
                // Who looks on must not be able to stop a shard.
                DaemonLog.ObserverFailed(_logger, e, state.ShardName);
            }
        }

        return default;
    }

    public ValueTask MarkHighWaterAsync(long sequence) => PublishAsync(new ShardState(ShardState.HighWaterMark, sequence));

    /// <summary>Calls <paramref name="observer"/> with everything that happens, until the result is disposed of.</summary>
    public IDisposable Subscribe(IObserver<ShardState> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_lock) _observers.Add(observer);
        return new Subscription(this, observer);
    }

    /// <summary>Waits until a shard is done with an event.</summary>
    /// <exception cref="TimeoutException">It is not after <paramref name="timeout"/>, 1 minute by default.</exception>
    public Task<ShardState> WaitForShardState(string shardName, long sequence, TimeSpan? timeout = null) =>
        WaitForShardCondition(s => string.Equals(s.ShardName, shardName, StringComparison.OrdinalIgnoreCase) && s.Sequence >= sequence, $"{shardName} to reach {sequence}", timeout);

    public Task<ShardState> WaitForShardState(ShardName name, long sequence, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return WaitForShardState(name.Identity, sequence, timeout);
    }

    public Task<ShardState> WaitForShardState(ShardState expected, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return WaitForShardState(expected.ShardName, expected.Sequence, timeout);
    }

    public Task<ShardState> WaitForHighWaterMark(long sequence, TimeSpan? timeout = null) => WaitForShardState(ShardState.HighWaterMark, sequence, timeout);

    /// <summary>Waits until something has happened, or finds that it has.</summary>
    /// <exception cref="TimeoutException">It has not after <paramref name="timeout"/>, 1 minute by default.</exception>
    public async Task<ShardState> WaitForShardCondition(Func<ShardState, bool> condition, string description, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var waiter = new ConditionWaiter(condition);
        using var subscription = Subscribe(waiter);
        foreach (var state in CurrentStates()) waiter.OnNext(state);
        try
        {
            return await waiter.Met.WaitAsync(timeout ?? TimeSpan.FromMinutes(1)).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Timed out waiting for {description}. Shards: {string.Join(", ", CurrentStates())}");
        }
    }

    /// <summary>Tells everybody that nothing more is to come.</summary>
    public void Finish()
    {
        IObserver<ShardState>[] observers;
        lock (_lock)
        {
            observers = [.. _observers];
            _observers.Clear();
        }

        foreach (var observer in observers) observer.OnCompleted();
    }

    void IDisposable.Dispose() => Finish();

    void IObserver<ShardState>.OnCompleted()
    {
    }

    void IObserver<ShardState>.OnError(Exception error)
    {
    }

    void IObserver<ShardState>.OnNext(ShardState value) => _ = PublishAsync(value).AsTask();

    private sealed class Subscription(ShardStateTracker tracker, IObserver<ShardState> observer) : IDisposable
    {
        public void Dispose()
        {
            lock (tracker._lock) tracker._observers.Remove(observer);
        }
    }
}
