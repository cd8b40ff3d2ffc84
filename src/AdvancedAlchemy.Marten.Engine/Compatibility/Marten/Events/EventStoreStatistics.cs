namespace Marten.Events;

/// <summary>How much an event store holds.</summary>
public class EventStoreStatistics
{
    public long EventCount { get; set; }

    public long StreamCount { get; set; }

    /// <summary>The highest sequence that was given out, also for events that were not saved.</summary>
    public long EventSequenceNumber { get; set; }
}
