using JasperFx.Events.Projections;
using Marten.Engine.Hosting;
using Marten.Events.Projections;
using Marten.Internal;
using Marten.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Marten;

/// <summary>Adds document stores to a host.</summary>
public static partial class MartenServiceCollectionExtensions
{
    /// <summary>Adds a store whose connection is configured elsewhere.</summary>
    public static MartenConfigurationExpression AddMarten(this IServiceCollection services) => services.AddMarten(new StoreOptions());

    public static MartenConfigurationExpression AddMarten(this IServiceCollection services, string connectionString)
    {
        var options = new StoreOptions();
        options.Connection(connectionString);
        return services.AddMarten(options);
    }

    public static MartenConfigurationExpression AddMarten(this IServiceCollection services, Action<StoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new StoreOptions();
        configure(options);
        return services.AddMarten(options);
    }

    public static MartenConfigurationExpression AddMarten(this IServiceCollection services, StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddMarten(_ => options);
    }

    public static MartenConfigurationExpression AddMarten(this IServiceCollection services, Func<IServiceProvider, StoreOptions> optionSource)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(optionSource);
        var plan = new StartupPlan();
        services.AddSingleton(s => StoreBuilder.Configure<IConfigureMarten>(s, optionSource(s)));
        services.AddSingleton<IDocumentStore>(s => new DocumentStore(s.GetRequiredService<StoreOptions>(), StoreBuilder.InitialData(s, plan)));
        services.TryAddSingleton<ISessionFactory>(s => new DefaultSessionFactory(s.GetRequiredService<IDocumentStore>(), DocumentTracking.None));
        services.AddScoped(s => s.GetRequiredService<ISessionFactory>().OpenSession());
        services.AddScoped(s => s.GetRequiredService<ISessionFactory>().QuerySession());
        services.AddSingleton<IHostedService>(s =>
            new MartenActivator(s, Completed(s, plan), p => (DocumentStore)p.GetRequiredService<IDocumentStore>(), isMain: true));
        return new MartenConfigurationExpression(services, plan);
    }

    public static MartenStoreExpression<T> AddMartenStore<T>(this IServiceCollection services, Action<StoreOptions> configure) where T : class, IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddMartenStore<T>(_ =>
        {
            var options = new StoreOptions();
            configure(options);
            return options;
        });
    }

    public static MartenStoreExpression<T> AddMartenStore<T>(this IServiceCollection services, Func<IServiceProvider, StoreOptions> configure)
        where T : class, IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var expression = new MartenStoreExpression<T>(services);
        services.AddSingleton<T>(s =>
        {
            var options = configure(s);
            if (options.StoreName == "Main") options.StoreName = typeof(T).Name;
            StoreBuilder.Configure<IConfigureMarten<T>>(s, options);
            return AncillaryStore.Create<T>(new DocumentStore(options, StoreBuilder.InitialData(s, expression.Plan)));
        });
        services.TryAddSingleton(s => new Lazy<T>(s.GetRequiredService<T>));
        services.TryAddKeyedSingleton<ISessionFactory>(typeof(T), (s, _) => new DefaultSessionFactory(s.GetRequiredService<T>(), DocumentTracking.None));
        services.Insert(FirstHosted(services), ServiceDescriptor.Singleton<IHostedService>(s =>
            new MartenActivator(s, expression.Plan, p => ((AncillaryStore)(object)p.GetRequiredService<T>()).Store, isMain: false)));
        services.AddSingleton(new AncillaryRegistration(typeof(T)));
        return expression;
    }

    public static IServiceCollection ConfigureMarten(this IServiceCollection services, Action<StoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.ConfigureMarten((_, options) => configure(options));
    }

    public static IServiceCollection ConfigureMarten(this IServiceCollection services, Action<IServiceProvider, StoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddSingleton<IConfigureMarten>(new LambdaConfigureMarten(configure));
    }

    public static IServiceCollection ConfigureMarten<T>(this IServiceCollection services, Action<StoreOptions> configure) where T : IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.ConfigureMarten<T>((_, options) => configure(options));
    }

    public static IServiceCollection ConfigureMarten<T>(this IServiceCollection services, Action<IServiceProvider, StoreOptions> configure) where T : IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddSingleton<IConfigureMarten<T>>(new LambdaConfigureMarten<T>(configure));
    }

    public static IServiceCollection ConfigureMartenWithServices<T>(this IServiceCollection services) where T : class, IAsyncConfigureMarten =>
        services.AddSingleton<IAsyncConfigureMarten, T>();

    /// <summary>Adds a projection that the container builds: once if it is a singleton, otherwise in a scope of its own for every page of events.</summary>
    public static IServiceCollection AddProjectionWithServices<TProjection>(
        this IServiceCollection services, ProjectionLifecycle lifecycle, ServiceLifetime lifetime = ServiceLifetime.Scoped, Action<ProjectionBase>? configure = null)
        where TProjection : class, IMartenRegistrable
    {
        ArgumentNullException.ThrowIfNull(services);
        TProjection.Register<TProjection>(services, lifecycle, lifetime, configure);
        return services;
    }

    public static IServiceCollection AddProjectionWithServices<TProjection, TStore>(
        this IServiceCollection services, ProjectionLifecycle lifecycle, ServiceLifetime lifetime = ServiceLifetime.Scoped, Action<ProjectionBase>? configure = null)
        where TProjection : class, IMartenRegistrable where TStore : class, IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(services);
        TProjection.Register<TProjection, TStore>(services, lifecycle, lifetime, configure);
        return services;
    }

    public static IServiceCollection InitializeMartenWith(this IServiceCollection services, params IInitialData[] data)
    {
        foreach (var item in data) services.AddSingleton(item);
        return services;
    }

    public static IServiceCollection InitializeMartenWith<T>(this IServiceCollection services) where T : class, IInitialData =>
        services.AddSingleton<IInitialData, T>();

    /// <summary>The main store and the ancillary ones.</summary>
    public static IReadOnlyList<IDocumentStore> AllDocumentStores(this IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var stores = new List<IDocumentStore>();
        if (services.GetService<IDocumentStore>() is { } main) stores.Add(main);
        stores.AddRange(services.GetServices<AncillaryRegistration>().Select(r => (IDocumentStore)services.GetRequiredService(r.StoreType)));
        return stores;
    }

    // What InitializeMartenWith registered belongs to the main store too.
    private static StartupPlan Completed(IServiceProvider services, StartupPlan plan)
    {
        var store = services.GetRequiredService<IDocumentStore>();
        foreach (var data in services.GetServices<IInitialData>())
        {
            if (!store.Advanced.InitialDataCollection.Contains(data)) store.Advanced.InitialDataCollection.Add(data);
        }

        return plan;
    }

    private static int FirstHosted(IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i].ServiceType == typeof(IHostedService)) return i;
        }

        return services.Count;
    }
}
