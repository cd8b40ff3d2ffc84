using JasperFx.Events.Daemon;
using Microsoft.Extensions.Logging;

namespace Marten.Engine.Events.Daemon;

/// <summary>Looks for new events: at once when this process has appended some, or else from time to time.</summary>
internal sealed class HighWaterAgent(DocumentStore store, ShardStateTracker tracker, ILogger logger) : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);

    private readonly HighWaterDetector _detector = new(store, logger, TimeProvider.System);
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly SemaphoreSlim _looking = new(1, 1);
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _stopping;
    private Task? _running;
    private long _mark;
    private int _generation;

    internal long Mark => Volatile.Read(ref _mark);

    /// <summary>Another number whenever the mark has gone back: the events were deleted.</summary>
    internal int Generation => Volatile.Read(ref _generation);

    /// <summary>Ends when the mark moves next.</summary>
    internal Task Changed
    {
        get
        {
            lock (_lock) return _changed.Task;
        }
    }

    internal void Start()
    {
        lock (_lock)
        {
            if (_running is not null) return;

            // Whatever was known before it was stopped: the events may have been deleted, and nobody may take none of them for all.
            Volatile.Write(ref _mark, 0);
            _stopping = new CancellationTokenSource();
            var token = _stopping.Token;
            store.Appends.Subscribe(Wake);
            _running = Task.Run(() => RunAsync(token), CancellationToken.None);
        }
    }

    internal async Task StopAsync()
    {
        Task? running;
        CancellationTokenSource? stopping;
        lock (_lock)
        {
            (running, stopping) = (_running, _stopping);
            (_running, _stopping) = (null, null);
        }

        if (running is null || stopping is null) return;
        store.Appends.Unsubscribe(Wake);
        await stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    /// <summary>Has the next look made at once.</summary>
    internal void Wake()
    {
        if (_wake.CurrentCount > 0) return;
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else has woken it in this moment.
        }
    }

    /// <summary>Looks until no event that can be seen now is before the mark's end.</summary>
    internal async Task<long> ReachAsync(long sequence, CancellationToken token)
    {
        while (await LookAsync(token).ConfigureAwait(false) < sequence) await Task.Delay(store.Settings.Projections.FastPollingTime, token).ConfigureAwait(false);
        return Mark;
    }

    public void Dispose()
    {
        store.Appends.Unsubscribe(Wake);
        lock (_lock) _stopping?.Cancel();
    }

    private async Task RunAsync(CancellationToken token)
    {
        var failures = 0;
        while (!token.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                var before = Mark;
                var mark = await LookAsync(token).ConfigureAwait(false);
                var settings = store.Settings.Projections;
                pause = mark != before || _detector.IsWaiting ? settings.FastPollingTime : settings.SlowPollingTime;
                failures = 0;
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                pause = Pauses.After(++failures, store.Settings.Projections.AgentPauseTime, LongestPause);
                DaemonLog.HighWaterFailed(logger, e, pause);
            }

            // Many saves in a row are looked at together.
            await Task.Delay(ShortestPause, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (failures > 0) await Task.Delay(pause, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else await ((Task)_wake.WaitAsync(pause, token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<long> LookAsync(CancellationToken token)
    {
        await _looking.WaitAsync(token).ConfigureAwait(false);
        try
        {
            var mark = await _detector.DetectAsync(token).ConfigureAwait(false);
            var hasBegunAgain = _detector.HasBegunAgain;
            if (mark == Mark && !hasBegunAgain) return mark;
            TaskCompletionSource changed;
            lock (_lock)
            {
                if (mark < _mark || hasBegunAgain) Interlocked.Increment(ref _generation);
                Volatile.Write(ref _mark, mark);
                changed = _changed;
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            changed.SetResult();
            await tracker.MarkHighWaterAsync(mark).ConfigureAwait(false);
            return mark;
        }
        finally
        {
            _looking.Release();
        }
    }
}
