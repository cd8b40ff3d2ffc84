using JasperFx.Events;

namespace Marten.Engine.Events.Aggregation;

/// <summary>What an aggregate does about events of one type.</summary>
internal sealed class EventStep<T>
{
    internal Func<T?, IEvent, object, CancellationToken, ValueTask<T?>>? Create { get; init; }

    internal Func<T?, IEvent, object, CancellationToken, ValueTask<T?>>? Apply { get; init; }

    /// <summary>Those that may have the state deleted: one of them is enough.</summary>
    internal Deletion<T>[] Deletions { get; init; } = [];

    /// <summary>Whether an event deletes a state, or the absence of one.</summary>
    internal async ValueTask<bool> DeletesAsync(T? state, IEvent e, object session, CancellationToken token)
    {
        foreach (var deletion in Deletions)
        {
            if (state is null && deletion.NeedsState) continue;
            if (await deletion.Asks(state, e, session, token).ConfigureAwait(false)) return true;
        }

        return false;
    }
}
