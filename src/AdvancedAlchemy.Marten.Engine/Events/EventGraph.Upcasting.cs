using JasperFx.Events;
using Marten.Services.Json.Transformations;

namespace Marten.Events;

public partial class EventGraph
{
    public IEventStoreOptions Upcast<TOldEvent, TEvent>(Func<TOldEvent, TEvent> upcast) where TOldEvent : class where TEvent : class =>
        Upcast(NameOf<TOldEvent>(), upcast);

    public IEventStoreOptions Upcast<TOldEvent, TEvent>(string eventTypeName, Func<TOldEvent, TEvent> upcast) where TOldEvent : class where TEvent : class =>
        Upcast<TEvent>(eventTypeName, JsonTransformations.Upcast(upcast));

    public IEventStoreOptions Upcast<TOldEvent, TEvent>(Func<TOldEvent, CancellationToken, Task<TEvent>> upcastAsync) where TOldEvent : class where TEvent : class =>
        Upcast(NameOf<TOldEvent>(), upcastAsync);

    public IEventStoreOptions Upcast<TOldEvent, TEvent>(string eventTypeName, Func<TOldEvent, CancellationToken, Task<TEvent>> upcastAsync)
        where TOldEvent : class where TEvent : class => Upcast<TEvent>(eventTypeName, JsonTransformations.Upcast(upcastAsync));

    public IEventStoreOptions Upcast<TEvent>(string eventTypeName, JsonTransformation? jsonTransformation = null) where TEvent : class =>
        Upcast(typeof(TEvent), eventTypeName, jsonTransformation);

    public IEventStoreOptions Upcast(Type eventType, string eventTypeName, JsonTransformation? jsonTransformation = null)
    {
        ArgumentNullException.ThrowIfNull(eventType);
        Types.AddTransformed(eventType, eventTypeName).JsonTransformation(jsonTransformation);
        Activate();
        return this;
    }

    public IEventStoreOptions Upcast(params IEventUpcaster[] upcasters)
    {
        ArgumentNullException.ThrowIfNull(upcasters);
        foreach (var upcaster in upcasters)
        {
            Upcast(upcaster.EventType, upcaster.EventTypeName, new JsonTransformation(upcaster.FromDbDataReader, upcaster.FromDbDataReaderAsync));
        }

        return this;
    }

    public IEventStoreOptions Upcast<TUpcaster>() where TUpcaster : IEventUpcaster, new() => Upcast(new TUpcaster());

    private string NameOf<TOldEvent>() => typeof(TOldEvent).GetEventTypeName(EventNamingStyle);
}
