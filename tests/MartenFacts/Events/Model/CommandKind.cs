namespace MartenFacts.Events.Model;

/// <summary>What a session can do with a stream.</summary>
public enum CommandKind
{
    Start,
    Append,
    AppendExpecting,
    AppendOptimistic,
    AppendExclusive,
    FetchForWriting,
    FetchForWritingAt,
    FetchForExclusiveWriting,
    AppendToFetched,
    EnforceConsistency,
    Archive,
    StoreNote,
    InsertTakenNote,
    Save,
    Eject,
    Reopen,
    ReadEvents,
    ReadUntil,
    ReadState,
    Aggregate,
    AggregateToLastKnown,
    FetchLatest,
    ProjectLatest,
    LoadDocument,
    Remake,
    CatchUp,
    Rebuild,
}
