using JasperFx.Events.Daemon;
using Marten.Engine.Events;

namespace JasperFx.Events.Aggregation;

public abstract partial class JasperFxAggregationProjectionBase<TDoc, TId, TOperations, TQuerySession>
{
    /// <summary>Whether anything could be done about events of a type.</summary>
    internal virtual bool IsAbout(Type eventType) =>
        eventType == typeof(Compacted<TDoc>) || Includes(eventType) && (Enriches || HasOwnSlicer || IsHandled(eventType) || IsTransformed(eventType));

    /// <summary>Whether events are put into other words, or other documents are looked up for them, before anything is made of them.</summary>
    internal bool Enriches { get; }

    /// <summary>Whether the projection divides events by itself.</summary>
    internal bool HasOwnSlicer { get; }

    /// <summary>
    /// The event that a document's version is that of. What was added to the others need not be in their order. An event that a composite projection has made
    /// stands where another one does, maybe of another stream: it only counts where there is nothing else.
    /// </summary>
    internal IEvent LastOf(IReadOnlyList<IEvent> events)
    {
        if (!Enriches && !IMadeEvent.Is(events[^1])) return events[^1];
        Func<IEvent, long> place = Scope == AggregationScope.SingleStream ? static e => e.Version : static e => e.Sequence;
        return events.Where(static e => !IMadeEvent.Is(e)).MaxBy(place) ?? events.MaxBy(place)!;
    }

    internal bool IsHandled(Type eventType) => !IsUsingConventionalMethods || Handlers.For(eventType) is not null;

    /// <summary>Whether nothing here can see more of an event than its data.</summary>
    internal bool TakesOnlyData => !Enriches && !HasOwnSlicer && IsUsingConventionalMethods && !_hasMetadata && Handlers.TakeOnlyData;

    /// <summary>Whether it may ask the database, and so has to find there what it has made so far.</summary>
    internal virtual bool LooksAtDocuments => Enriches || HasOwnSlicer || _evolvesLater || (!IsUsingConventionalMethods && !_determines && !_evolves) || Handlers.TakeSession;

    internal bool IsTransformed(Type eventType)
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
        Number.Set(state, LastOf(events), Scope);
        if (!_hasMetadata) return (state, action);
        foreach (var e in events) state = ApplyMetadata(state, e);
        return (state, action);
    }
}
