using JasperFx.Events.Daemon;

namespace JasperFx.Events.Aggregation;

public abstract partial class JasperFxAggregationProjectionBase<TDoc, TId, TOperations, TQuerySession>
{
    /// <summary>Whether anything could be done about events of a type.</summary>
    internal virtual bool IsAbout(Type eventType) =>
        Includes(eventType) && (!IsUsingConventionalMethods || _transformed.Exists(t => t.IsAssignableFrom(eventType)) || Handlers.For(eventType) is not null);

    /// <summary>Whether nothing here can see more of an event than its data.</summary>
    internal bool TakesOnlyData => IsUsingConventionalMethods && !_hasMetadata && Handlers.TakeOnlyData;

    /// <summary>The state after events with all that is put into it besides, and what is to become of it.</summary>
    internal async ValueTask<(TDoc? State, ActionType Action)> ProjectAsync(
        TQuerySession session, TDoc? snapshot, TId id, IIdentitySetter<TDoc, TId> identities, IReadOnlyList<IEvent> events, CancellationToken token)
    {
        var (state, action) = await DetermineActionAsync(session, snapshot, id, identities, events, token).ConfigureAwait(false);
        if (state is null || action is ActionType.Nothing or ActionType.Delete or ActionType.HardDelete) return (state, action);
        identities.SetIdentity(state, id);
        _number.Set(state, events[^1], Scope);
        if (!_hasMetadata) return (state, action);
        foreach (var e in events) state = ApplyMetadata(state, e);
        return (state, action);
    }
}
