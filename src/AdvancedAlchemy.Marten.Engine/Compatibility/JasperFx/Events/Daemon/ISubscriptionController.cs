using JasperFx.Events.Projections;

namespace JasperFx.Events.Daemon;

/// <summary>What a subscription can tell whoever runs it.</summary>
public interface ISubscriptionController
{
    ShardExecutionMode Mode { get; }

    ErrorHandlingOptions ErrorOptions { get; }

    ShardName Name { get; }

    AsyncOptions Options { get; }

    /// <summary>Says how far the page was processed, for one that is not to be processed to its end now.</summary>
    ValueTask MarkSuccessAsync(long processedCeiling);

    /// <summary>Gives the page up: nothing of it is saved, and it is tried again after a pause.</summary>
    Task ReportCriticalFailureAsync(Exception ex);

    /// <summary>Gives the rest of the page up: what comes after <paramref name="lastProcessed"/> is tried again after a pause.</summary>
    Task ReportCriticalFailureAsync(Exception ex, long lastProcessed);

    /// <summary>Records an event that was left out, together with the progress of the page.</summary>
    Task RecordDeadLetterEventAsync(IEvent @event, Exception ex);
}
