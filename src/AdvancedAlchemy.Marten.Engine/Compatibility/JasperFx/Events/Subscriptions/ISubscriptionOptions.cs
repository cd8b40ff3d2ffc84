using JasperFx.Events.Projections;

namespace JasperFx.Events.Subscriptions;

/// <summary>The settings of a subscription.</summary>
public interface ISubscriptionOptions : IEventFilterable
{
    /// <summary>Unique in its store. The name of its type by default.</summary>
    string Name { get; set; }

    /// <summary>Another version is another subscription to whatever keeps track of its progress.</summary>
    uint Version { get; set; }

    AsyncOptions Options { get; }
}
