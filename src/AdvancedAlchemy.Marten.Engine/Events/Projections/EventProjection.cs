using JasperFx.Events.Projections;
using Marten.Engine.Events.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Marten.Events.Projections;

/// <summary>
/// Does something about each event. Methods by convention: Project, with IDocumentOperations; Create and Transform, which return a document to be stored.
/// </summary>
public abstract class EventProjection : JasperFxEventProjectionBase<IDocumentOperations, IQuerySession>, IMartenRegistrable, IRunnable
{
    void IRunnable.AssertFits(StoreOptions options)
    {
    }

    IProjectionRunner IRunnable.CreateRunner(DocumentStore store) => new EventProjectionRunner(this);

    protected sealed override void storeEntity<T>(IDocumentOperations ops, T entity)
    {
        ArgumentNullException.ThrowIfNull(ops);
        ops.Store(entity);
    }

    /// <summary>Adds a projection that the container builds to the main store.</summary>
    public static void Register<TConcrete>(IServiceCollection services, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure)
        where TConcrete : class => ProjectionRegistration.Add<TConcrete>(services, lifecycle, lifetime, configure);

    /// <summary>Adds a projection that the container builds to an ancillary store.</summary>
    public static void Register<TConcrete, TStore>(IServiceCollection services, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure)
        where TConcrete : class where TStore : IDocumentStore => ProjectionRegistration.Add<TConcrete, TStore>(services, lifecycle, lifetime, configure);
}
