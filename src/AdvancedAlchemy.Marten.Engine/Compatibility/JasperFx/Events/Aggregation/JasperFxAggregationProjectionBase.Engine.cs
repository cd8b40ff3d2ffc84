using JasperFx.Events.Daemon;

namespace JasperFx.Events.Aggregation;

public abstract partial class JasperFxAggregationProjectionBase<TDoc, TId, TOperations, TQuerySession>
{
    /// <summary>Whether anything could be done about events of a type.</summary>
    internal virtual bool IsAbout(Type eventType) =>
        eventType == typeof(Compacted<TDoc>) || Includes(eventType) && (!IsUsingConventionalMethods || Handlers.For(eventType) is not null || IsTransformed(eventType));

    /// <summary>Whether nothing here can see more of an event than its data.</summary>
    internal bool TakesOnlyData => IsUsingConventionalMethods && !_hasMetadata && Handlers.TakeOnlyData;

    /// <summary>Whether it may ask the database, and so has to find there what it has made so far.</summary>
    internal virtual bool LooksAtDocuments => _evolvesLater || (!IsUsingConventionalMethods && !_determines && !_evolves) || Handlers.TakeSession;

    private bool IsTransformed(Type eventType)
    {
        foreach (var type in _transformed)
        {
            if (type.IsAssignableFrom(eventType)) return true;
        }

        return false;
    }

    /// <summary>The state after events with all that is put into it besides, and what is to become of it.</summary>
    internal async ValueTask<(TDoc? State, ActionType Action)> ProjectAsync(
        TQuerySession session, TDoc? snapshot, TId id, IIdentitySetter<TDoc, TId> identities, IReadOnlyList<IEvent> events, CancellationToken token)
    {
        var (begin, rest) = Compacted<TDoc>.MaybeFastForward(snapshot, events);
        var (state, action) = rest.Count == 0 && events.Count > 0 ? (begin, ActionType.Store) : await DetermineActionAsync(session, begin, id, identities, rest, token).ConfigureAwait(false);
        if (action == ActionType.Nothing && rest.Count < events.Count) (state, action) = (begin, ActionType.Store);
        if (state is null || action is ActionType.Nothing or ActionType.Delete or ActionType.HardDelete) return (state, action);
        identities.SetIdentity(state, id);
        Number.Set(state, events[^1], Scope);
        if (!_hasMetadata) return (state, action);
        foreach (var e in events) state = ApplyMetadata(state, e);
        return (state, action);
    }
}
