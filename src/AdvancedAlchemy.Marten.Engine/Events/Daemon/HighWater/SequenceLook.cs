namespace Marten.Engine.Events.Daemon;

/// <summary>What one look at the events has shown.</summary>
/// <param name="Stored">The mark as it is stored.</param>
/// <param name="Safe">The last event after the mark before which none is missing.</param>
/// <param name="Allocated">The highest sequence that was given out.</param>
internal readonly record struct SequenceLook(long Stored, long Safe, long Allocated);
