using System.Text.Json;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten;

namespace MartenFacts.Events.Model;

/// <summary>The real store, with streams of its own for each run.</summary>
internal sealed class EventWorld<T> : IAsyncDisposable where T : Tally
{
    private const string Done = "done";
    private readonly IDocumentStore _store;
    private readonly IProjectionDaemon _daemon;
    private readonly IStreamCalls<T> _streams;
    private readonly string[] _tenants;
    private readonly IDocumentSession[] _sessions;
    private readonly Dictionary<(int Session, int Stream), IEventStream<T>> _handles = [];
    private readonly List<Guid> _notes = [];
    private readonly Note[] _taken;

    internal EventWorld(IDocumentStore store, IProjectionDaemon daemon, IStreamCalls<T> streams, string[] tenants)
    {
        (_store, _daemon, _streams, _tenants) = (store, daemon, streams, tenants);
        _sessions = [.. Enumerable.Range(0, tenants.Length).Select(Open)];
        _taken = [.. tenants.Select(_ => new Note { Id = TakenNote })];
    }

    /// <summary>A note that is there already.</summary>
    internal static Guid TakenNote { get; } = new("00000000-0000-0000-0000-000000000001");

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions) await session.DisposeAsync();
    }

    /// <summary>How many of the run's notes are stored.</summary>
    internal async Task<int> CountNotesAsync()
    {
        await using var query = _store.QuerySession();
        return (await query.LoadManyAsync<Note>(_notes)).Count;
    }

    /// <summary>What came of a command, in words.</summary>
    /// <param name="c">The command.</param>
    /// <param name="version">The version that it is about.</param>
    internal async Task<string> RunAsync(Command c, long version)
    {
        var session = _sessions[c.Session];
        try
        {
            return c.Kind switch
            {
                CommandKind.AppendOptimistic => await DoneAsync(_streams.AppendOptimistic(session, c.Stream, [.. c.Events])),
                CommandKind.AppendExclusive => await DoneAsync(_streams.AppendExclusive(session, c.Stream, [.. c.Events])),
                CommandKind.FetchForWriting => await FetchedAsync(c, _streams.Fetch(session, c.Stream)),
                CommandKind.FetchForWritingAt => await FetchedAsync(c, _streams.Fetch(session, c.Stream, version)),
                CommandKind.FetchForExclusiveWriting => await FetchedAsync(c, _streams.FetchExclusively(session, c.Stream)),
                CommandKind.Save => await DoneAsync(session.SaveChangesAsync()),
                CommandKind.Reopen => await ReopenAsync(c.Session),
                CommandKind.ReadEvents => Show(await _streams.Events(session, c.Stream, 0, null, Math.Max(0, c.Number))),
                CommandKind.ReadUntil => await ReadUntilAsync(session, c),
                CommandKind.ReadState => Show(await _streams.State(session, c.Stream)),
                CommandKind.Aggregate => ModelState.Show(await _streams.Aggregate(session, c.Stream, Math.Max(0, c.Number))),
                CommandKind.AggregateToLastKnown => ModelState.Show(await _streams.AggregateToLastKnown(session, c.Stream, Math.Max(0, c.Number))),
                CommandKind.FetchLatest => ModelState.Show(await _streams.FetchLatest(session, c.Stream)),
                CommandKind.ProjectLatest => ModelState.Show(await _streams.ProjectLatest(session, c.Stream), withVersion: false),
                CommandKind.LoadDocument => await LoadAsync(c),
                CommandKind.Remake => await RemakeAsync(c),
                CommandKind.CatchUp => await DoneAsync(_daemon.CatchUpAsync(CancellationToken.None)),
                CommandKind.Rebuild => await RebuildAsync(c),
                _ => Queue(session, c, version),
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return $"throws {failure.GetType().Name}: {failure}";
        }
    }

    private static async Task<string> DoneAsync(Task work)
    {
        await work;
        return Done;
    }

    private static string Show(IEnumerable<IEvent> events) => string.Join(", ", events.Select(e => $"{e.Version} {e.Data}"));

    private static string Show(StreamState? state) => state is null
        ? "none"
        : $"version {state.Version}{(state.AggregateType is null ? "" : ", typed")}{(state.IsArchived ? ", archived" : "")}";

    private string Queue(IDocumentSession session, Command c, long version)
    {
        object[] events = [.. c.Events];
        switch (c.Kind)
        {
            case CommandKind.Start: _streams.Start(session, c.Stream, events); break;
            case CommandKind.Append: _streams.Append(session, c.Stream, events); break;
            case CommandKind.AppendExpecting: _streams.Append(session, c.Stream, version, events); break;
            case CommandKind.AppendToFetched: _handles[(c.Session, c.Stream)].AppendMany(events); break;
            case CommandKind.EnforceConsistency: _handles[(c.Session, c.Stream)].AlwaysEnforceConsistency = true; break;
            case CommandKind.Archive: _streams.Archive(session, c.Stream); break;
            case CommandKind.StoreNote: session.Store(NewNote()); break;
            case CommandKind.InsertTakenNote: session.Insert(_taken[c.Session]); break;
            case CommandKind.Eject: session.EjectAllPendingChanges(); break;
            default: throw new ArgumentOutOfRangeException(nameof(c), c.Kind, null);
        }

        return Done;
    }

    private Note NewNote()
    {
        var note = new Note { Id = Guid.NewGuid() };
        _notes.Add(note.Id);
        return note;
    }

    private async Task<string> FetchedAsync(Command c, Task<IEventStream<T>> fetching)
    {
        var stream = await fetching;
        _handles[(c.Session, c.Stream)] = stream;
        return $"version {stream.StartingVersion}: {ModelState.Show(stream.Aggregate)}";
    }

    // One of each kind.
    private IDocumentSession Open(int index) => index switch
    {
        0 => _store.LightweightSession(_tenants[index]),
        1 => _store.IdentitySession(_tenants[index]),
        _ => _store.DirtyTrackedSession(_tenants[index]),
    };

    private async Task<string> ReopenAsync(int index)
    {
        await _sessions[index].DisposeAsync();
        _sessions[index] = Open(index);
        foreach (var handle in _handles.Keys.Where(k => k.Session == index).ToArray()) _handles.Remove(handle);
        return Done;
    }

    // Up to a version, and up to the time of an event, which has to be what a look at all of them finds.
    private async Task<string> ReadUntilAsync(IDocumentSession session, Command c)
    {
        var version = Math.Max(0, c.Number);
        var all = await _streams.Events(session, c.Stream, 0, null, 0);
        if (all.Count > 0)
        {
            var time = all[Math.Min(version, all.Count - 1)].Timestamp;
            var (found, wanted) = (Show(await _streams.Events(session, c.Stream, 0, time, 0)), Show(all.Where(e => e.Timestamp <= time)));
            if (found != wanted) return $"until {time:O}: {found} and not {wanted}";
            if (!all.Select(e => e.Sequence).SequenceEqual(all.Select(e => e.Sequence).Distinct().Order())) return "sequences do not rise";
        }

        return Show(await _streams.Events(session, c.Stream, version, null, 0));
    }

    private async Task<string> LoadAsync(Command c)
    {
        await using var query = _store.QuerySession(_tenants[c.Session]);
        return ModelState.Show(await _streams.Load(query, c.Stream));
    }

    private async Task<string> RebuildAsync(Command c)
    {
        await _daemon.RebuildProjectionAsync<T>(CancellationToken.None);
        List<string> documents = [];
        for (var stream = 0; stream < Commands.Streams; stream++) documents.Add(await LoadAsync(c with { Stream = stream }));
        return string.Join(" | ", documents);
    }

    private async Task<string> RemakeAsync(Command c)
    {
        await using var query = _store.QuerySession(_tenants[c.Session]);
        var (stored, made) = (await _streams.Load(query, c.Stream), await _streams.Aggregate(query, c.Stream, 0));

        // The document says the version of the last event that changed it.
        if (stored is not null && made is not null && made.Version > stored.Version) made.Version = stored.Version;
        var (before, after) = (JsonSerializer.Serialize(stored), JsonSerializer.Serialize(made));
        return before == after ? "the same" : $"stored {before}, made anew {after}";
    }
}
