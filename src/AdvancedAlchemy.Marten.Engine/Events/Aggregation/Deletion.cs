using JasperFx.Events;

namespace Marten.Engine.Events.Aggregation;

/// <summary>Says whether an event deletes an aggregate.</summary>
/// <param name="Asks">The method.</param>
/// <param name="NeedsState">Whether only a state can say it.</param>
internal sealed record Deletion<T>(Func<T?, IEvent, object, CancellationToken, ValueTask<bool>> Asks, bool NeedsState)
{
    internal static Deletion<T> Always { get; } = new(static (_, _, _, _) => new ValueTask<bool>(true), NeedsState: false);
}
