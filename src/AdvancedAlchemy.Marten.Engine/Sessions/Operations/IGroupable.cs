namespace Marten.Engine.Sessions;

/// <summary>A write that can share a statement with others like it.</summary>
internal interface IGroupable
{
    /// <summary>Writes with equal keys may share a statement; null when this one may not.</summary>
    object? GroupKey(SessionCore core);

    /// <summary>One operation for the writes from <paramref name="start"/> on; null when they cannot share a statement after all.</summary>
    EngineOperation? Group(SessionCore core, IReadOnlyList<Weasel.Storage.IStorageOperation> operations, int start, int count);
}
