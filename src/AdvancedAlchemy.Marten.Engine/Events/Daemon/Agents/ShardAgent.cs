using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Microsoft.Extensions.Logging;

namespace Marten.Engine.Events.Daemon;

/// <summary>Runs one shard: it follows the events until it is stopped, or gets to an end once.</summary>
internal sealed partial class ShardAgent : ISubscriptionAgent
{
    private readonly DocumentStore _store;
    private readonly Shard _shard;
    private readonly HighWaterAgent _highWater;
    private readonly ShardStateTracker _tracker;
    private readonly ILogger _logger;
    private readonly ProgressRows _progress;
    private const int SmallPage = 400;

    private readonly PageLoader _loader;
    private readonly IPageWriter _writer;
    private readonly ShardExecutionMode _mode;
    private long _position;
    private long _rebuildCeiling;
    private PageOutcome? _page;

    internal ShardAgent(DocumentStore store, Shard shard, ShardExecutionMode mode, HighWaterAgent highWater, ShardStateTracker tracker, ILogger logger)
    {
        _store = store;
        _shard = shard;
        _highWater = highWater;
        _tracker = tracker;
        _logger = logger;
        _mode = mode;
        var projections = store.Settings.Projections;
        ErrorOptions = mode == ShardExecutionMode.Rebuild ? projections.RebuildErrors : projections.Errors;

        // A page is read while another one is written; in a rebuild, whose pages are as large as they may be, one more waits between.
        var pages = mode == ShardExecutionMode.Rebuild ? 3 : 2;
        var most = Math.Max(1, shard.Options.MaximumHopperSize / pages);
        var size = mode == ShardExecutionMode.Rebuild ? most : Math.Min(shard.Options.BatchSize, most);
        _progress = new ProgressRows(store);
        // An event that is to be left out may have changed documents by then that were kept in memory.
        var cache = mode == ShardExecutionMode.Rebuild && !ErrorOptions.SkipApplyErrors ? shard.CreateRebuildCache() : null;

        // Pages that are not written by themselves are small: their events are gone before they cost the collector anything.
        if (cache is not null) size = Math.Min(size, SmallPage);
        _loader = new PageLoader(store, shard, ErrorOptions, Math.Max(1, size), cache is null ? EventParts.All : shard.Needs, logger);
        _writer = cache is null ? new PageWriter(store, shard, this, logger) : new RebuildWriter(store, shard, this, cache);
    }

    // Who goes on where a rebuild was given up has the rest of it before him: what has had its effects must not have them again.
    public ShardExecutionMode Mode => Position < _rebuildCeiling ? ShardExecutionMode.Rebuild : _mode;

    public ErrorHandlingOptions ErrorOptions { get; }

    public ShardName Name => _shard.Name;

    public AsyncOptions Options => _shard.Options;

    public AgentStatus Status { get; private set; } = AgentStatus.Stopped;

    public long Position => Volatile.Read(ref _position);

    public long HighWaterMark => _highWater.Mark;

    public DateTimeOffset? PausedTime { get; private set; }

    private string Identity => _shard.Name.Identity;

    public ValueTask MarkSuccessAsync(long processedCeiling)
    {
        _page?.Done(processedCeiling);
        return default;
    }

    public Task ReportCriticalFailureAsync(Exception ex)
    {
        ArgumentNullException.ThrowIfNull(ex);
        _page?.Fail(ex, long.MinValue);
        return Task.CompletedTask;
    }

    public Task ReportCriticalFailureAsync(Exception ex, long lastProcessed)
    {
        ArgumentNullException.ThrowIfNull(ex);
        _page?.Fail(ex, lastProcessed);
        return Task.CompletedTask;
    }

    public Task RecordDeadLetterEventAsync(IEvent @event, Exception ex)
    {
        ArgumentNullException.ThrowIfNull(@event);
        ArgumentNullException.ThrowIfNull(ex);
        DaemonLog.Skipped(_logger, ex, Identity, @event.Sequence);
        _page?.Add(new DeadLetterEvent(@event, _shard.Name, new ApplyEventException(@event, ex)));
        return Task.CompletedTask;
    }

    internal PageOutcome BeginPage(long ceiling) => _page = new PageOutcome(ceiling);

    /// <summary>Gets the shard to an event, and ends there.</summary>
    internal async Task ReplayAsync(long ceiling, CancellationToken token)
    {
        await BeginAsync(token).ConfigureAwait(false);
        if (_mode == ShardExecutionMode.Rebuild) await StreamToAsync(ceiling, token).ConfigureAwait(false);
        else await GoToAsync(ceiling, CancellationToken.None, token).ConfigureAwait(false);
    }

    private async Task BeginAsync(CancellationToken token)
    {
        _writer.Begin();
        await _store.Database.EnsureAsync(_store.EventStorage, token).ConfigureAwait(false);
        foreach (var type in _shard.PublishedTypes) await _store.Database.EnsureAsync(_store.Storages.For(type), token).ConfigureAwait(false);
        var start = _shard.Options.StartingPointIn(_store.Database.Identifier);
        if (start is StartingPoint.Present) await _highWater.ReachAsync(0, token).ConfigureAwait(false);
        var position = await _progress.BeginAsync(_shard, start, token).ConfigureAwait(false);
        Volatile.Write(ref _position, position);
        _rebuildCeiling = await _progress.RebuildAsync(_shard.Name, token).ConfigureAwait(false);
    }

    private async Task GoToAsync(long ceiling, CancellationToken enough, CancellationToken token)
    {
        Task<LoadedPage>? next = null;
        try
        {
            while (Position < ceiling && !enough.IsCancellationRequested)
            {
                var page = await (next ?? LoadAsync(Position, ceiling, token)).ConfigureAwait(false);
                next = page.Ceiling < ceiling ? LoadAsync(page.Ceiling, ceiling, token) : null;
                var reached = await _writer.WriteAsync(page, isLast: next is null, token).ConfigureAwait(false);
                Volatile.Write(ref _position, reached);
                await EndRebuildAsync(token).ConfigureAwait(false);
                await PublishAsync(ShardAction.Updated).ConfigureAwait(false);
                if (reached == page.Ceiling || next is null) continue;

                // The subscription has not taken all of the page: the rest of it is next.
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                next = null;
            }
        }
        finally
        {
            if (next is not null) await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask EndRebuildAsync(CancellationToken token)
    {
        if (_rebuildCeiling == 0 || Position < _rebuildCeiling) return;
        await _progress.RemoveRebuildAsync(Name, token).ConfigureAwait(false);
        _rebuildCeiling = 0;
    }

    // No page is of both: the rest of a rebuild and what comes after it.
    private Task<LoadedPage> LoadAsync(long floor, long ceiling, CancellationToken token) =>
        _loader.LoadAsync(floor, floor < _rebuildCeiling ? Math.Min(ceiling, _rebuildCeiling) : ceiling, token);

    private ValueTask PublishAsync(ShardAction action, Exception? exception = null) => _tracker.PublishAsync(new ShardState(_shard.Name, Position)
    {
        Action = action,
        Exception = exception,
        PauseReason = exception?.Message,
        Mode = Mode == ShardExecutionMode.Rebuild ? ShardMode.rebuilding : ShardMode.continuous,
    });
}
