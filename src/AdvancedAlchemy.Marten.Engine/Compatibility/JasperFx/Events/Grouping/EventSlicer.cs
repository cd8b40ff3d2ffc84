namespace JasperFx.Events.Grouping;

/// <summary>Finds the documents that events concern by rules about their types.</summary>
public class EventSlicer<TDoc, TId> : IEventSlicer<TDoc, TId> where TId : notnull
{
    private readonly EventSlicer<TDoc, TId, object?> _rules = new();

    public EventSlicer<TDoc, TId> Identity<TEvent>(Func<TEvent, TId> identityFunc) where TEvent : notnull
    {
        _rules.Identity(identityFunc);
        return this;
    }

    public EventSlicer<TDoc, TId> Identities<TEvent>(Func<TEvent, IReadOnlyList<TId>> identitiesFunc) where TEvent : notnull
    {
        _rules.Identities(identitiesFunc);
        return this;
    }

    public EventSlicer<TDoc, TId> FanOut<TEvent, TChild>(Func<TEvent, IEnumerable<TChild>> fanOutFunc, FanoutMode mode = FanoutMode.AfterGrouping)
        where TEvent : notnull where TChild : notnull
    {
        _rules.FanOut(fanOutFunc, mode);
        return this;
    }

    public EventSlicer<TDoc, TId> FanOut<TEvent, TChild>(Func<IEvent<TEvent>, IEnumerable<TChild>> fanOutFunc, FanoutMode mode = FanoutMode.AfterGrouping)
        where TEvent : notnull where TChild : notnull
    {
        _rules.FanOut(fanOutFunc, mode);
        return this;
    }

    public bool HasAnyRules() => _rules.HasRules;

    public IEnumerable<Type> DetermineEventTypes() => _rules.DetermineEventTypes();

    public ValueTask SliceAsync(IReadOnlyList<IEvent> events, SliceGroup<TDoc, TId> grouping) => _rules.SliceAsync(null, events, grouping);
}
