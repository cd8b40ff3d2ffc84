using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Subscriptions;
using JasperFx.MultiTenancy;
using Marten.Engine.Events.NaturalKeys;
using Marten.Engine.Events.Projections;
using Marten.Engine.Events;
using Marten.Events.Aggregation;
using Marten.Subscriptions;

namespace Marten.Events;

/// <summary>The settings of the event store, and what it knows of types.</summary>
public partial class EventGraph : IEventRegistry, IEventStoreOptions, IReadOnlyEventStoreOptions
{
    private readonly StoreOptions _options;
    private string? _schema;

    internal EventGraph(StoreOptions options)
    {
        _options = options;
        Types = new EventTypes(this);

        // Dead letters belong to the events, wherever documents are, and to no tenant.
        options.Schema.AlterIfStored(typeof(DeadLetterEvent), m =>
        {
            m.DatabaseSchemaName = DatabaseSchemaName;
            m.TenancyStyle = TenancyStyle.Single;
        });
    }

    public StreamIdentity StreamIdentity { get; set; } = StreamIdentity.AsGuid;

    public TenancyStyle TenancyStyle { get; set; } = TenancyStyle.Single;

    public EventAppendMode AppendMode { get; set; } = EventAppendMode.QuickWithServerTimestamps;

    public EventNamingStyle EventNamingStyle { get; set; } = EventNamingStyle.ClassicTypeName;

    public MetadataConfig MetadataConfig { get; } = new();

    IReadonlyMetadataConfig IReadOnlyEventStoreOptions.MetadataConfig => MetadataConfig;

    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    public string DatabaseSchemaName
    {
        get => _schema ?? _options.DatabaseSchemaName;
        set => _schema = value.ToLowerInvariant();
    }

    public bool EnableUniqueIndexOnEventId { get; set; }

    public bool EnableEventTypeIndex { get; set; }

    public bool UseMandatoryStreamTypeDeclaration { get; set; }

    public bool EnableEventSkippingInProjectionsOrSubscriptions { get; set; }

    public bool UseIdentityMapForAggregates { get; set; } = true;

    public bool EnableSideEffectsOnInlineProjections { get; set; }

    public IMessageOutbox MessageOutbox { get; set; } = new NoMessages();

    internal EventTypes Types { get; }

    internal AggregateNames Aggregates { get; } = new();

    /// <summary>The natural keys of the aggregates that are known.</summary>
    internal NaturalKeyRegistry NaturalKeys => field ??= Interlocked.CompareExchange(ref field, new NaturalKeyRegistry(this), null) ?? field;

    internal ISerializer Serializer => _options.Serializer();

    /// <summary>Whether the store was told of events, so that their tables belong to its schema.</summary>
    internal bool IsActive { get; private set; }

    public IReadOnlyList<IEventType> AllKnownEventTypes() => Types.All;

    public void AddEventType(Type eventType)
    {
        Types.For(eventType);
        Activate();
    }

    public IEventStoreOptions AddEventType<TEvent>()
    {
        AddEventType(typeof(TEvent));
        return this;
    }

    public void AddEventTypes(IEnumerable<Type> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        foreach (var type in types) AddEventType(type);
    }

    public void MapEventType<TEvent>(string eventTypeName) where TEvent : class => MapEventType(typeof(TEvent), eventTypeName);

    public void MapEventType(Type eventType, string eventTypeName)
    {
        Types.Rename(eventType, eventTypeName);
        Activate();
    }

    public IEvent BuildEvent(object eventData)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        if (eventData is not IEvent e) return Types.For(eventData.GetType()).Wrap(eventData);
        var type = Types.For(e.EventType);
        e.EventTypeName = type.EventTypeName;
        e.DotNetTypeName = type.DotNetTypeName;

        // Where a copy of a stored event is to be is for the save to say.
        (e.Version, e.Sequence) = (0, 0);
        return e;
    }

    public EventMapping EventMappingFor(Type eventType) => Types.For(eventType);

    IEventType IEventRegistry.EventMappingFor(Type eventType) => Types.For(eventType);

    public string AggregateAliasFor(Type aggregateType)
    {
        ArgumentNullException.ThrowIfNull(aggregateType);
        return Aggregates.For(aggregateType);
    }

    /// <exception cref="ArgumentOutOfRangeException">This process has not met an aggregate of this name.</exception>
    public Type AggregateTypeFor(string aggregateTypeName) =>
        Aggregates.Find(aggregateTypeName) ?? throw new ArgumentOutOfRangeException(nameof(aggregateTypeName), aggregateTypeName, "No aggregate of this name is known");

    void IEventStoreOptions.Subscribe(ISubscription subscription) => _options.Projections.Subscribe(subscription);

    void IEventStoreOptions.Subscribe(ISubscription subscription, Action<ISubscriptionOptions>? configure) => _options.Projections.Subscribe(subscription, configure);

    internal void Activate()
    {
        if (IsActive) return;
        IsActive = true;
        _options.Mappings.Register(typeof(DeadLetterEvent));
    }
}
