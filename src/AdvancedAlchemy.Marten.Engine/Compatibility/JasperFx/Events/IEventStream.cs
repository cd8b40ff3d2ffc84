namespace JasperFx.Events;

/// <summary>A stream that was read to be appended to.</summary>
public interface IEventStream<out T> where T : notnull
{
    /// <summary>The state at <see cref="StartingVersion"/>; null if there is none.</summary>
    T? Aggregate { get; }

    /// <summary>The version that the stream had when it was read; 0 if there was no such stream.</summary>
    long? StartingVersion { get; }

    /// <summary>The version that the stream has after the events.</summary>
    long? CurrentVersion { get; }

    CancellationToken Cancellation { get; }

    Guid Id { get; }

    string? Key { get; }

    /// <summary>What was appended here.</summary>
    IReadOnlyList<IEvent> Events { get; }

    /// <summary>Whether the save fails when the stream has gone on, also if nothing was appended.</summary>
    bool AlwaysEnforceConsistency { get; set; }

    void AppendOne(object @event);

    void AppendMany(params object[] events);

    void AppendMany(IEnumerable<object> events);

    /// <summary>After a save: goes on from the version that was saved.</summary>
    void TryFastForwardVersion();
}
