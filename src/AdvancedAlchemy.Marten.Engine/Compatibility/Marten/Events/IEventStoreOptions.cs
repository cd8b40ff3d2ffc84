using JasperFx.Events;
using JasperFx.Events.Subscriptions;
using JasperFx.MultiTenancy;
using Marten.Events.Aggregation;
using Marten.Services.Json.Transformations;
using Marten.Subscriptions;

namespace Marten.Events;

/// <summary>The settings of the event store.</summary>
public interface IEventStoreOptions
{
    /// <summary>Gives all events in order to a subscription, in the background.</summary>
    void Subscribe(ISubscription subscription);

    void Subscribe(ISubscription subscription, Action<ISubscriptionOptions>? configure = null);

    /// <summary>Guids by default.</summary>
    StreamIdentity StreamIdentity { get; set; }

    /// <summary>Conjoined: each tenant has streams of its own.</summary>
    TenancyStyle TenancyStyle { get; set; }

    /// <summary>The store's schema by default.</summary>
    string DatabaseSchemaName { get; set; }

    /// <summary>Quick, with the server's times, by default.</summary>
    EventAppendMode AppendMode { get; set; }

    EventNamingStyle EventNamingStyle { get; set; }

    MetadataConfig MetadataConfig { get; }

    /// <summary>Where the client's times come from.</summary>
    TimeProvider TimeProvider { get; set; }

    /// <summary>Whether the id of an event is unique in the database too.</summary>
    bool EnableUniqueIndexOnEventId { get; set; }

    /// <summary>Whether the type of events is indexed, for projections of few types.</summary>
    bool EnableEventTypeIndex { get; set; }

    /// <summary>Whether a stream has to be begun, with the type of its aggregate.</summary>
    bool UseMandatoryStreamTypeDeclaration { get; set; }

    /// <summary>Whether events can be marked as skipped: they stay, and neither states nor subscriptions are told of them.</summary>
    bool EnableEventSkippingInProjectionsOrSubscriptions { get; set; }

    /// <summary>Whether the instance of FetchForWriting is the one that the inline projection of the session goes on with.</summary>
    bool UseIdentityMapForAggregates { get; set; }

    /// <summary>Whether projections that run inline may raise events and messages.</summary>
    bool EnableSideEffectsOnInlineProjections { get; set; }

    /// <summary>Takes the messages that projections publish. By default nobody does.</summary>
    IMessageOutbox MessageOutbox { get; set; }

    IEventStoreOptions AddEventType<TEvent>();

    void AddEventType(Type eventType);

    void AddEventTypes(IEnumerable<Type> types);

    /// <summary>Gives a type of events a name of its own.</summary>
    void MapEventType<TEvent>(string eventTypeName) where TEvent : class;

    void MapEventType(Type eventType, string eventTypeName);

    /// <summary>Reads stored events of one type as events of another.</summary>
    IEventStoreOptions Upcast<TOldEvent, TEvent>(Func<TOldEvent, TEvent> upcast) where TOldEvent : class where TEvent : class;

    IEventStoreOptions Upcast<TOldEvent, TEvent>(string eventTypeName, Func<TOldEvent, TEvent> upcast) where TOldEvent : class where TEvent : class;

    IEventStoreOptions Upcast<TOldEvent, TEvent>(Func<TOldEvent, CancellationToken, Task<TEvent>> upcastAsync) where TOldEvent : class where TEvent : class;

    IEventStoreOptions Upcast<TOldEvent, TEvent>(string eventTypeName, Func<TOldEvent, CancellationToken, Task<TEvent>> upcastAsync)
        where TOldEvent : class where TEvent : class;

    IEventStoreOptions Upcast<TEvent>(string eventTypeName, JsonTransformation jsonTransformation) where TEvent : class;

    IEventStoreOptions Upcast(Type eventType, string eventTypeName, JsonTransformation jsonTransformation);

    IEventStoreOptions Upcast(params IEventUpcaster[] upcasters);

    IEventStoreOptions Upcast<TUpcaster>() where TUpcaster : IEventUpcaster, new();
}
