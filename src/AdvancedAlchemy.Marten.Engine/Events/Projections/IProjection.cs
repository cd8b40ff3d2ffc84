using JasperFx.Events.Projections;
using Marten.Engine.Events.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Marten.Events.Projections;

/// <summary>Does something of its own with every page of events.</summary>
public interface IProjection : IJasperFxProjection<IDocumentOperations>, IMartenRegistrable
{
    static void IMartenRegistrable.Register<TConcrete>(IServiceCollection collection, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure) =>
        ProjectionRegistration.Add<TConcrete>(collection, lifecycle, lifetime, configure);

    static void IMartenRegistrable.Register<TConcrete, TStore>(IServiceCollection collection, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure) =>
        ProjectionRegistration.Add<TConcrete, TStore>(collection, lifecycle, lifetime, configure);
}
