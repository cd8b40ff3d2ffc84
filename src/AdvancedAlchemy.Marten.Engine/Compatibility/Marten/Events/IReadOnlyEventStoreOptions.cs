using JasperFx.Events;
using JasperFx.MultiTenancy;

namespace Marten.Events;

/// <summary>The settings of the event store.</summary>
public interface IReadOnlyEventStoreOptions
{
    StreamIdentity StreamIdentity { get; }

    TenancyStyle TenancyStyle { get; }

    EventAppendMode AppendMode { get; set; }

    EventNamingStyle EventNamingStyle { get; set; }

    bool EnableEventSkippingInProjectionsOrSubscriptions { get; set; }

    IReadonlyMetadataConfig MetadataConfig { get; }

    IReadOnlyList<IEventType> AllKnownEventTypes();
}
