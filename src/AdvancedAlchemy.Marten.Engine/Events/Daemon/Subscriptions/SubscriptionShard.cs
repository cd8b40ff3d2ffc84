using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using JasperFx.Events.Subscriptions;
using Marten.Subscriptions;

namespace Marten.Engine.Events.Daemon;

/// <summary>A subscription as a daemon runs it.</summary>
internal sealed class SubscriptionShard : Shard
{
    private readonly ISubscription _subscription;

    private SubscriptionShard(ISubscription subscription, EventFilterable filter, ISubscriptionOptions options)
        : base(new ShardName(options.Name, ShardName.All, options.Version), filter, options.Options) => _subscription = subscription;

    internal override IEnumerable<Type> PublishedTypes => Options.StorageTypes;

    internal override bool TakesEither => Filter is { StreamType: not null, IncludedEventTypes.Count: > 0 };

    internal static SubscriptionShard Of(ISubscription subscription, Type type, Action<ISubscriptionOptions>? configure)
    {
        var filter = subscription as SubscriptionBase ?? (EventFilterable)new SubscriptionSettings(type);
        return Of(subscription, filter, configure);
    }

    /// <param name="subscription">What is called.</param>
    /// <param name="filter">Its settings.</param>
    /// <param name="configure">Changes them.</param>
    internal static SubscriptionShard Of(ISubscription subscription, EventFilterable filter, Action<ISubscriptionOptions>? configure)
    {
        var options = (ISubscriptionOptions)filter;
        configure?.Invoke(options);
        return new SubscriptionShard(subscription, filter, options);
    }

    internal override bool IsAbout(Type eventType) => Filter.Includes(eventType);

    internal override async Task<IChangeListener?> ApplyAsync(
        DocumentSessionBase session, EventRange page, ISubscriptionController controller, CancellationToken token) =>
        await _subscription.ProcessEventsAsync(page, controller, session, token).ConfigureAwait(false);
}
