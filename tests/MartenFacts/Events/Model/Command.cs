using System.Collections.Immutable;

namespace MartenFacts.Events.Model;

/// <summary>One step of a run.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Session">By which session.</param>
/// <param name="Stream">With which stream.</param>
/// <param name="Number">A version, or how far off the right one; what it means depends on the kind.</param>
/// <param name="Events">What is appended.</param>
public sealed record Command(CommandKind Kind, int Session, int Stream, int Number, ImmutableArray<object> Events)
{
    internal bool HasEvents => Kind is CommandKind.Start or CommandKind.Append or CommandKind.AppendExpecting or CommandKind.AppendOptimistic
        or CommandKind.AppendExclusive or CommandKind.AppendToFetched;

    /// <summary>The same with less in it.</summary>
    internal IEnumerable<Command> Smaller()
    {
        if (HasEvents)
        {
            for (var i = 0; i < Events.Length && Events.Length > 1; i++) yield return this with { Events = Events.RemoveAt(i) };
        }

        if (Number != 0) yield return this with { Number = 0 };
        if (Session > 0) yield return this with { Session = Session - 1 };
        if (Stream > 0) yield return this with { Stream = Stream - 1 };
    }

    public override string ToString() => Kind switch
    {
        CommandKind.Save or CommandKind.Eject or CommandKind.Reopen or CommandKind.StoreNote or CommandKind.InsertTakenNote or CommandKind.CatchUp => $"session {Session}: {Kind}",
        _ when HasEvents => $"session {Session}: {Kind} stream {Stream} ({Number}): {string.Join(", ", Events)}",
        _ => $"session {Session}: {Kind} stream {Stream} ({Number})",
    };
}
