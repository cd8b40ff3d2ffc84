using JasperFx.Events.Projections;
using Marten.Engine.Hosting;
using Marten.Events.Projections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Marten.Engine.Events.Projections;

/// <summary>Adds projections that a container builds to the stores of a host.</summary>
internal static class ProjectionRegistration
{
    internal static void Add<TConcrete>(IServiceCollection services, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure) where TConcrete : class
    {
        services.TryAdd(new ServiceDescriptor(typeof(TConcrete), typeof(TConcrete), lifetime));
        services.ConfigureMarten((provider, options) => Add<TConcrete>(options, provider, lifecycle, lifetime, configure));
    }

    internal static void Add<TConcrete, TStore>(IServiceCollection services, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure)
        where TConcrete : class where TStore : IDocumentStore
    {
        services.TryAdd(new ServiceDescriptor(typeof(TConcrete), typeof(TConcrete), lifetime));
        services.ConfigureMarten<TStore>((provider, options) => Add<TConcrete>(options, provider, lifecycle, lifetime, configure));
    }

    private static void Add<TConcrete>(StoreOptions options, IServiceProvider services, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure)
        where TConcrete : class =>
        options.Projections.AddBuilt(Build<TConcrete>(services, lifecycle, lifetime, configure), lifecycle);

    /// <summary>A projection that is built by a container: now, or anew for every page.</summary>
    internal static ProjectionBase Build<TConcrete>(IServiceProvider services, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure)
        where TConcrete : class
    {
        if (lifetime == ServiceLifetime.Singleton) return Prepared(ActivatorUtilities.GetServiceOrCreateInstance<TConcrete>(services));

        // The first one is asked what it is about, and never sees an event.
        Func<IServiceProvider, ProjectionBase> build = s => Logging(Prepared(ActivatorUtilities.GetServiceOrCreateInstance<TConcrete>(s)));
        var model = services.InScope(build);
        return model is IAggregation aggregation ? new ScopedAggregation(model, aggregation, services, build) : new ScopedProjection(model, services, build);

        // The store does the same for those that live as long as it does.
        ProjectionBase Logging(ProjectionBase projection)
        {
            if (services.GetService<ILoggerFactory>() is { } loggers) projection.AttachLogger(loggers);
            return projection;
        }

        ProjectionBase Prepared(TConcrete projection)
        {
            var prepared = projection switch
            {
                ProjectionBase own and IRunnable => own,
                IProjection custom => new CustomProjection(custom) { Name = custom.GetType().Name },
                _ => throw new InvalidProjectionException($"{typeof(TConcrete).Name} is no projection: it has to be an IProjection, or to derive from SingleStreamProjection, MultiStreamProjection or EventProjection"),
            };
            prepared.Lifecycle = lifecycle;
            configure?.Invoke(prepared);
            return prepared;
        }
    }
}
