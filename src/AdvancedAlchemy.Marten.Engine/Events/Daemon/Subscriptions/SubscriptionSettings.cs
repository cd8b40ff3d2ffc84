using JasperFx.Events.Projections;
using JasperFx.Events.Subscriptions;

namespace Marten.Engine.Events.Daemon;

/// <summary>The settings of a subscription that has none of its own.</summary>
internal sealed class SubscriptionSettings(Type type) : EventFilterable, ISubscriptionOptions
{
    public string Name { get; set; } = type.Name;

    public uint Version { get; set; } = 1;

    public AsyncOptions Options { get; } = new();
}
