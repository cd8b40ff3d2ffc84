namespace JasperFx.Events.Grouping;

/// <summary>Collects events by the documents that they concern.</summary>
public interface IEventGrouping<in TId>
{
    void AddEvent(TId id, IEvent @event);

    void AddEvents(TId id, IEnumerable<IEvent> events);

    /// <summary>Adds those of the events that are of a type, by an id that each has.</summary>
    void AddEvents<TEvent>(Func<TEvent, TId> singleIdSource, IEnumerable<IEvent> events) where TEvent : notnull;

    void AddEvents<TEvent>(Func<TEvent, IEnumerable<TId>> multipleIdSource, IEnumerable<IEvent> events) where TEvent : notnull;

    /// <summary>Has the parts of events follow these, in all that is collected.</summary>
    void FanOutOnEach<TSource, TChild>(Func<TSource, IEnumerable<TChild>> fanOutFunc) where TSource : notnull where TChild : notnull;
}
