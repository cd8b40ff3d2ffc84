using JasperFx.Events.Projections;

namespace MartenFacts.Events.Model;

internal sealed partial class EventModel
{
    // What the background has not got to yet is applied when it is read, unless it is archived.
    private ModelState? Latest(ModelStream? stream) => lifecycle switch
    {
        ProjectionLifecycle.Live => stream?.At(0),
        ProjectionLifecycle.Async when stream is { IsArchived: false } && stream.Events.Skip((int)(stream.Document?.Version ?? 0)).Any(ModelState.Concerns) => stream.At(0),
        _ => stream?.Document,
    };

    private string[]? CatchUp()
    {
        if (lifecycle != ProjectionLifecycle.Async) return null;
        foreach (var (name, stream) in _streams.ToArray()) _streams[name] = stream.CaughtUp();
        return [Done];
    }

    // It empties the table, and waits for whoever has read it in a transaction that is still open.
    private string[]? Rebuild(ModelSession session)
    {
        if (lifecycle == ProjectionLifecycle.Live || Array.Exists(_sessions, s => s.IsOpen)) return null;
        foreach (var (name, stream) in _streams.ToArray()) _streams[name] = stream.Rebuilt();
        return [string.Join(" | ", Enumerable.Range(0, Commands.Streams).Select(i => ModelState.Show(_streams.GetValueOrDefault((session.Tenant, i))?.Document)))];
    }

    private string[]? Read(ModelSession session, Command c)
    {
        var stream = Find(c.Session, c.Stream);
        var version = Math.Max(0, c.Number);
        return c.Kind switch
        {
            CommandKind.ReadEvents => [Events(stream, 0, version)],
            CommandKind.ReadUntil => [Events(stream, version, 0)],
            CommandKind.ReadState => [stream is null ? "none" : $"version {stream.Version}{(stream.IsTyped ? ", typed" : "")}{(stream.IsArchived ? ", archived" : "")}"],
            CommandKind.Aggregate => [ModelState.Show(stream?.At(version))],
            CommandKind.AggregateToLastKnown => [ModelState.Show(LastKnown(stream, version))],
            CommandKind.FetchLatest => [ModelState.Show(Latest(stream))],
            CommandKind.ProjectLatest => [ModelState.Show(ModelState.Fold(Latest(stream), session.Pending.Where(a => a.Stream == c.Stream).SelectMany(a => a.Events)), withVersion: false)],
            CommandKind.LoadDocument => lifecycle == ProjectionLifecycle.Live ? null : [ModelState.Show(stream?.Document)],
            CommandKind.Remake => lifecycle != ProjectionLifecycle.Inline || stream is { IsArchived: true } ? null : ["the same"],
            _ => throw new ArgumentOutOfRangeException(nameof(c), c.Kind, null),
        };
    }

    private static string Events(ModelStream? stream, int until, int from)
    {
        if (stream is null or { IsArchived: true }) return "";
        return string.Join(", ", stream.Events.Select((e, i) => (e, Version: i + 1)).Where(e => (until == 0 || e.Version <= until) && e.Version >= from).Select(e => $"{e.Version} {e.e}"));
    }

    private static ModelState? LastKnown(ModelStream? stream, long version)
    {
        if (stream is null or { IsArchived: true } || version > stream.Version) return null;
        for (var at = version == 0 ? stream.Version : version; at > 0; at--)
        {
            if (stream.At(at) is { } known) return known;
        }

        return null;
    }
}
