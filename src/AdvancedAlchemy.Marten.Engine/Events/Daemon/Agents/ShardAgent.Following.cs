using JasperFx;
using JasperFx.Events.Daemon;

namespace Marten.Engine.Events.Daemon;

internal sealed partial class ShardAgent
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _enough;
    private CancellationTokenSource? _abort;
    private Task? _running;

    /// <summary>Has it follow the events, whatever happens, until it is stopped.</summary>
    internal void Start()
    {
        lock (_lock)
        {
            if (_running is not null) return;
            _enough = new CancellationTokenSource();
            _abort = new CancellationTokenSource();
            var (enough, abort) = (_enough.Token, _abort.Token);
            Status = AgentStatus.Running;
            _running = Task.Run(() => RunAsync(enough, abort), CancellationToken.None);
        }
    }

    public async Task StopAndDrainAsync(CancellationToken token)
    {
        if (Take() is not ({ } running, { } enough, { } abort)) return;
        await enough.CancelAsync().ConfigureAwait(false);
        var timeout = _store.Settings.Projections.StopAndDrainTimeout;
        try
        {
            await running.WaitAsync(timeout, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException || token.IsCancellationRequested)
        {
            DaemonLog.StopForced(_logger, Identity, timeout);
        }

        await EndAsync(running, enough, abort).ConfigureAwait(false);
    }

    public async Task HardStopAsync()
    {
        if (Take() is ({ } running, { } enough, { } abort)) await EndAsync(running, enough, abort).ConfigureAwait(false);
    }

    /// <summary>Stops it without waiting for its end.</summary>
    internal void Abandon()
    {
        if (Take() is not (not null, { } enough, { } abort)) return;
        enough.Cancel();
        abort.Cancel();
    }

    private (Task?, CancellationTokenSource?, CancellationTokenSource?) Take()
    {
        lock (_lock)
        {
            var taken = (_running, _enough, _abort);
            (_running, _enough, _abort) = (null, null, null);
            return taken;
        }
    }

    // Who does not look at his token must not hold up everybody else.
    private async Task EndAsync(Task running, CancellationTokenSource enough, CancellationTokenSource abort)
    {
        await abort.CancelAsync().ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        await running.WaitAsync(_store.Settings.Projections.StopAndDrainTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Status = AgentStatus.Stopped;
        PausedTime = null;
        DaemonLog.Stopped(_logger, Identity, Position);
        await PublishAsync(ShardAction.Stopped).ConfigureAwait(false);
    }

    private async Task RunAsync(CancellationToken enough, CancellationToken abort)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough, abort);
        var failures = 0;
        while (!either.IsCancellationRequested)
        {
            var before = Position;
            try
            {
                // Events that are deleted after the look at the progress are to be noticed too.
                var generation = _highWater.Generation;

                // What is stored counts: whether a save that failed was one is only known there.
                await BeginAsync(either.Token).ConfigureAwait(false);
                await ResumedAsync(failures).ConfigureAwait(false);
                before = Position;
                await FollowAsync(generation, enough, abort).ConfigureAwait(false);
                failures = 0;
            }
            // Not the linked source: those that wait may hear of the cancellation before it does.
            catch (OperationCanceledException) when (enough.IsCancellationRequested || abort.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                failures = Position > before ? 1 : failures + 1;
                await PauseAsync(e, failures, either.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task FollowAsync(int generation, CancellationToken enough, CancellationToken abort)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough, abort);
        while (!either.IsCancellationRequested)
        {
            var changed = _highWater.Changed;
            if (_highWater.Generation != generation) return;
            var mark = _highWater.Mark;
            if (mark > Position) await GoToAsync(mark, enough, abort).ConfigureAwait(false);
            else await changed.WaitAsync(either.Token).ConfigureAwait(false);
        }
    }

    private async ValueTask ResumedAsync(int failures)
    {
        Status = AgentStatus.Running;
        PausedTime = null;
        DaemonLog.Started(_logger, Identity, Position);
        await PublishAsync(failures > 0 ? ShardAction.Restarted : ShardAction.Started).ConfigureAwait(false);
    }

    private async Task PauseAsync(Exception failure, int failures, CancellationToken token)
    {
        var pause = Pauses.After(failures, _store.Settings.Projections.AgentPauseTime);
        Status = AgentStatus.Paused;
        PausedTime = TimeProvider.System.GetUtcNow();
        DaemonLog.Paused(_logger, failure, Identity, Position, pause);
        await PublishAsync(ShardAction.Paused, failure).ConfigureAwait(false);
        await Task.Delay(pause, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
