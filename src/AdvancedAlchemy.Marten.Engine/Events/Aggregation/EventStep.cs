using JasperFx.Events;

namespace Marten.Engine.Events.Aggregation;

/// <summary>What an aggregate does about events of one type.</summary>
internal sealed class EventStep<T>
{
    internal Func<T?, IEvent, object, CancellationToken, ValueTask<T?>>? Create { get; init; }

    internal Func<T?, IEvent, object, CancellationToken, ValueTask<T?>>? Apply { get; init; }

    internal Func<T?, IEvent, object, CancellationToken, ValueTask<bool>>? ShouldDelete { get; init; }

    /// <summary>Whether only a state can say whether it should be deleted.</summary>
    internal bool DeletionNeedsState { get; init; }
}
