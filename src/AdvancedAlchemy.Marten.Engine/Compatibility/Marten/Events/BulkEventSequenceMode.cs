namespace Marten.Events;

/// <summary>Which sequences imported events get.</summary>
public enum BulkEventSequenceMode
{
    /// <summary>New ones, in the order in which the events come.</summary>
    AssignFromSequence = 0,

    /// <summary>Those that they have: they have to come in ascending order.</summary>
    PreserveSourceSequence = 1,
}
