using JasperFx;
using JasperFx.Events.Projections;
using Marten.Exceptions;

namespace MartenFacts.Events.Model;

/// <summary>An event store in memory, which says of each command what is to come of it.</summary>
internal sealed partial class EventModel(string[] tenants, ProjectionLifecycle lifecycle)
{
    private const string Done = "done";
    private readonly Dictionary<(string Tenant, int Stream), ModelStream> _streams = [];
    private readonly ModelSession[] _sessions = [.. tenants.Select(t => new ModelSession(t))];

    /// <summary>How many notes are stored.</summary>
    internal int Notes { get; private set; }

    internal ModelStream? Find(int session, int stream) => _streams.GetValueOrDefault((_sessions[session].Tenant, stream));

    /// <summary>The version that a command is about: the right one, or as far off it as the command says.</summary>
    internal long VersionFor(Command c) => Math.Max(0, (Find(c.Session, c.Stream)?.Version ?? 0) + (c.HasEvents ? c.Events.Length : 0) + c.Number);

    /// <summary>What may come of a command, in words; null for one that is left out, since it would wait for another session or means nothing.</summary>
    internal string[]? Predict(Command c)
    {
        var session = _sessions[c.Session];
        return c.Kind switch
        {
            CommandKind.Start or CommandKind.Append or CommandKind.AppendExpecting => Queue(session, c),
            CommandKind.AppendOptimistic => Follow(session, c),
            CommandKind.AppendExclusive => session.Find(c.Stream) is null && Lock(session, c) ? Follow(session, c) : null,
            CommandKind.FetchForWriting => Fetch(session, c),
            CommandKind.FetchForWritingAt => VersionFor(c) == (Find(c.Session, c.Stream)?.Version ?? 0) ? Fetch(session, c) : Throws<ConcurrencyException>($"to be {VersionFor(c)}, but was {Find(c.Session, c.Stream)?.Version ?? 0}"),
            CommandKind.FetchForExclusiveWriting => Lock(session, c) ? Fetch(session, c) : null,
            CommandKind.AppendToFetched or CommandKind.EnforceConsistency => Write(session, c),
            CommandKind.Archive or CommandKind.StoreNote or CommandKind.InsertTakenNote or CommandKind.Eject or CommandKind.Reopen => Change(session, c),
            CommandKind.Save => Save(session),
            CommandKind.CatchUp => CatchUp(),
            CommandKind.Rebuild => Rebuild(session),
            _ => Read(session, c),
        };
    }

    /// <summary>An exception, and what its message has to say.</summary>
    private static string[] Throws<T>(string says) where T : Exception => [$"throws {typeof(T).Name}: {says}"];

    private string[]? Queue(ModelSession session, Command c)
    {
        var action = c.Kind == CommandKind.Start ? null : session.Find(c.Stream);
        if (c.Kind == CommandKind.AppendExpecting && action is not null) return null;
        if (action is null) session.Pending.Add(action = new ModelAction(c.Stream, starts: c.Kind == CommandKind.Start, isTyped: c.Kind == CommandKind.Start));
        action.Events.AddRange(c.Events);
        if (c.Kind == CommandKind.AppendExpecting) action.Expected = VersionFor(c) - c.Events.Length;
        return [Done];
    }

    private string[]? Follow(ModelSession session, Command c)
    {
        if (session.Find(c.Stream) is not null) return null;
        if (Find(c.Session, c.Stream) is not { } stream) return Throws<NonExistentStreamException>("nonexistent event stream");
        var action = new ModelAction(c.Stream, starts: false, isTyped: false) { Expected = stream.Version };
        action.Events.AddRange(c.Events);
        session.Pending.Add(action);
        return [Done];
    }

    // False where the session would wait for another one's end.
    private bool Lock(ModelSession session, Command c)
    {
        if (IsLockedForOthers(session, c.Stream)) return false;
        session.IsOpen = true;
        if (Find(c.Session, c.Stream) is not null) session.Locks.Add(c.Stream);
        return true;
    }

    private bool IsLockedForOthers(ModelSession session, int stream) =>
        Array.Exists(_sessions, s => s != session && s.Tenant == session.Tenant && s.Locks.Contains(stream));

    private string[] Fetch(ModelSession session, Command c)
    {
        var stream = Find(c.Session, c.Stream);
        session.Handles[c.Stream] = new ModelHandle(stream?.Version ?? 0);
        return [$"version {stream?.Version ?? 0}: {ModelState.Show(Latest(stream))}"];
    }

    private static string[]? Write(ModelSession session, Command c)
    {
        if (!session.Handles.TryGetValue(c.Stream, out var handle)) return null;
        var action = session.Writing(c.Stream, handle);
        if (c.Kind == CommandKind.EnforceConsistency) action.IsEnforced = true;
        else action.Events.AddRange(c.Events);
        return [Done];
    }

    private static string[] Change(ModelSession session, Command c)
    {
        switch (c.Kind)
        {
            case CommandKind.Archive: session.Archives.Add(c.Stream); break;
            case CommandKind.StoreNote: session.Notes++; break;
            case CommandKind.InsertTakenNote: session.IsPoisoned = true; break;
            default:
                session.Forget();
                if (c.Kind == CommandKind.Reopen)
                {
                    session.Handles.Clear();
                    session.Locks.Clear();
                    session.IsOpen = false;
                }

                break;
        }

        return [Done];
    }
}
