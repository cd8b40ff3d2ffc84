using FsCheck;
using FsCheck.Fluent;

namespace MartenFacts.Events.Model;

/// <summary>Runs to try, and smaller ones of a run that failed.</summary>
internal static class Commands
{
    internal const int Sessions = 3;
    internal const int Streams = 3;

    private static readonly Gen<object> Event = Gen.Frequency(
        (2, Gen.Elements("ada", "bob").Select(owner => (object)new Opened(owner))),
        (6, Gen.Choose(1, 9).Select(amount => (object)new Deposited(amount))),
        (3, Gen.Choose(1, 9).Select(amount => (object)new Withdrawn(amount))),
        (1, Gen.Constant((object)new Noted())),
        (1, Gen.Constant((object)new Closed())));

    private static readonly Gen<CommandKind> Kind = Gen.Frequency(
        (6, Gen.Constant(CommandKind.Start)),
        (8, Gen.Constant(CommandKind.Append)),
        (4, Gen.Constant(CommandKind.AppendExpecting)),
        (3, Gen.Constant(CommandKind.AppendOptimistic)),
        (3, Gen.Constant(CommandKind.AppendExclusive)),
        (6, Gen.Constant(CommandKind.FetchForWriting)),
        (2, Gen.Constant(CommandKind.FetchForWritingAt)),
        (2, Gen.Constant(CommandKind.FetchForExclusiveWriting)),
        (9, Gen.Constant(CommandKind.AppendToFetched)),
        (1, Gen.Constant(CommandKind.EnforceConsistency)),
        (1, Gen.Constant(CommandKind.Archive)),
        (1, Gen.Constant(CommandKind.StoreNote)),
        (1, Gen.Constant(CommandKind.InsertTakenNote)),
        (18, Gen.Constant(CommandKind.Save)),
        (2, Gen.Constant(CommandKind.Eject)),
        (2, Gen.Constant(CommandKind.Reopen)),
        (9, Gen.Elements(
            CommandKind.ReadEvents, CommandKind.ReadUntil, CommandKind.ReadState, CommandKind.Aggregate, CommandKind.AggregateToLastKnown,
            CommandKind.FetchLatest, CommandKind.ProjectLatest, CommandKind.LoadDocument)),
        (1, Gen.Constant(CommandKind.Remake)),
        (2, Gen.Constant(CommandKind.CatchUp)),
        (1, Gen.Constant(CommandKind.Rebuild)));

    /// <summary>A run of up to forty commands.</summary>
    internal static Gen<Command[]> Run { get; } =
        from length in Gen.Choose(5, 40)
        from commands in Gen.ArrayOf(
            from kind in Kind
            from session in Gen.Choose(0, Sessions - 1)
            from stream in Gen.Choose(0, Streams - 1)
            from number in Gen.Frequency((5, Gen.Constant(0)), (2, Gen.Choose(-2, 4)))
            from count in Gen.Choose(1, 3)
            from events in Gen.ArrayOf(Event, count)
            select new Command(kind, session, stream, number, [.. events]), length)
        select commands;

    /// <summary>Smaller runs, those with the most left out first.</summary>
    internal static IEnumerable<Command[]> Smaller(Command[] run)
    {
        for (var size = run.Length / 2; size > 0; size /= 2)
        {
            for (var start = 0; start < run.Length; start += size) yield return [.. run[..start], .. run[Math.Min(start + size, run.Length)..]];
        }

        for (var i = 0; i < run.Length; i++)
        {
            foreach (var smaller in run[i].Smaller()) yield return [.. run[..i], smaller, .. run[(i + 1)..]];
        }
    }
}
