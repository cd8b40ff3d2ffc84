using JasperFx.Events.Projections;
using JasperFx.Events.Subscriptions;
using Marten.Engine.Events.Daemon;
using Marten.Engine.Hosting;
using Marten.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marten;

public static partial class MartenServiceCollectionExtensions
{
    public partial class MartenConfigurationExpression
    {
        /// <summary>Subscribes with an object of the container: one for all, or one for each page.</summary>
        public MartenConfigurationExpression AddSubscriptionWithServices<T>(ServiceLifetime lifetime, Action<ISubscriptionOptions>? configure = null)
            where T : class, ISubscription
        {
            AddSubscription<T>(Services, lifetime);
            Services.ConfigureMarten((services, options) => options.Projections.Subscribe(() => SubscriptionOf<T>(services, lifetime, configure)));
            return this;
        }
    }

    public partial class MartenStoreExpression<T>
    {
        /// <summary>Subscribes with an object of the container: one for all, or one for each page.</summary>
        public MartenStoreExpression<T> AddSubscriptionWithServices<TSubscription>(ServiceLifetime lifetime, Action<ISubscriptionOptions>? configure = null)
            where TSubscription : class, ISubscription
        {
            AddSubscription<TSubscription>(Services, lifetime);
            Services.ConfigureMarten<T>((services, options) => options.Projections.Subscribe(() => SubscriptionOf<TSubscription>(services, lifetime, configure)));
            return this;
        }
    }

    private static void AddSubscription<T>(IServiceCollection services, ServiceLifetime lifetime) where T : class, ISubscription =>
        services.TryAdd(new ServiceDescriptor(typeof(T), typeof(T), lifetime == ServiceLifetime.Singleton ? ServiceLifetime.Singleton : ServiceLifetime.Scoped));

    private static SubscriptionShard SubscriptionOf<T>(IServiceProvider services, ServiceLifetime lifetime, Action<ISubscriptionOptions>? configure)
        where T : class, ISubscription
    {
        if (lifetime == ServiceLifetime.Singleton) return SubscriptionShard.Of(services.GetRequiredService<T>(), typeof(T), configure);

        // One that says itself how it is to run is asked once.
        var filter = typeof(T).IsAssignableTo(typeof(SubscriptionBase))
            ? services.InScope(s => (EventFilterable)(object)s.GetRequiredService<T>())
            : new SubscriptionSettings(typeof(T));
        return SubscriptionShard.Of(new ScopedSubscription<T>(services), filter, configure);
    }
}
