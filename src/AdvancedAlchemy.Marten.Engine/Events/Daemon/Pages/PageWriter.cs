using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Projections;
using Marten.Engine.Sessions;
using Microsoft.Extensions.Logging;

namespace Marten.Engine.Events.Daemon;

/// <summary>Saves what the events of a page come to, together with the progress: all of it or nothing.</summary>
internal sealed class PageWriter(DocumentStore store, Shard shard, ShardAgent agent, ILogger logger) : IPageWriter
{
    private readonly PageCache? _cache = shard.Options.CacheLimitPerTenant > 0 ? new PageCache(shard.Options.CacheLimitPerTenant) : null;

    private int _changes;

    public void Begin() => _cache?.Clear();

    public async Task<long> WriteAsync(LoadedPage page, bool isLast, CancellationToken token)
    {
        List<DeadLetterEvent> letters = [.. page.Letters];
        var events = page.Events;
        var failures = shard.Parts.Count > 0 ? new PartFailures() : null;
        while (true)
        {
            try
            {
                return await AttemptAsync(page, events, letters, failures, token).ConfigureAwait(false);
            }
            catch (ApplyEventException failure) when (agent.ErrorOptions.SkipApplyErrors && Poison.IsIn(failure)
                && (failures?.CanGoOnAfter(failure) ?? events.Exists(e => e.Sequence == failure.Event.Sequence)))
            {
                // Once more without it: what was made of the page so far was in memory only.
                _cache?.Clear();
                var name = failures?.LeaveOut() ?? shard.Name;
                DaemonLog.Skipped(logger, failure, name.Identity, failure.Event.Sequence);
                letters.Add(new DeadLetterEvent(failure.Event, name, failure));
                if (failures is null) events = events.FindAll(e => e.Sequence != failure.Event.Sequence);
            }
        }
    }

    private async Task<long> AttemptAsync(LoadedPage page, List<IEvent> events, List<DeadLetterEvent> letters, PartFailures? failures, CancellationToken token)
    {
        var outcome = agent.BeginPage(page.Ceiling);
        if (store.Database.Changes is var changes && changes != _changes)
        {
            _cache?.Clear();
            _changes = changes;
        }

        await using var session = PageSessions.Open(store, shard, agent.Mode, _cache, failures);
        var range = new EventRange(shard.Name, page.Floor, page.Ceiling, agent) { Events = [.. events] };
        var listener = events.Count == 0 ? null : await shard.ApplyAsync(session, range, agent, token).ConfigureAwait(false);
        await using var scope = listener as ScopedListener;
        outcome.ThrowIfNothingIsDone(page.Floor);
        if (outcome.Ceiling > page.Floor) session.Core.PutFirst(new ProgressUpdate(store.EventStorage, shard.Name, page.Floor, outcome.Ceiling));
        foreach (var part in shard.Parts) session.Core.Work.Add(new ProgressMark(store.EventStorage, part, outcome.Ceiling));
        session.Store<DeadLetterEvent>(letters.Concat(outcome.Letters).Where(l => l.EventSequence <= outcome.Ceiling));
        if (agent.Mode != ShardExecutionMode.Rebuild) Listen(session, listener);
        await session.SaveChangesAsync(token).ConfigureAwait(false);
        _cache?.Saved();
        outcome.ThrowIfFailed();
        return outcome.Ceiling;
    }

    private void Listen(DocumentSession session, IChangeListener? listener)
    {
        foreach (var other in store.Settings.Projections.AsyncListeners) session.Listeners.Add(new PageListener(other));
        if (listener is not null and not NullChangeListener) session.Listeners.Add(new PageListener(listener));
    }
}
