using JasperFx.Events.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Marten.Events.Projections;

/// <summary>A projection that a container may build.</summary>
public interface IMartenRegistrable
{
    /// <summary>Adds it to the main store.</summary>
    static abstract void Register<TConcrete>(IServiceCollection collection, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure)
        where TConcrete : class;

    /// <summary>Adds it to an ancillary store.</summary>
    static abstract void Register<TConcrete, TStore>(IServiceCollection collection, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure)
        where TConcrete : class where TStore : IDocumentStore;
}
