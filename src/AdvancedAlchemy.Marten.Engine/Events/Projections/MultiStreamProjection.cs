using JasperFx.Events.Aggregation;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Marten.Events.Projections;

/// <summary>Makes documents of the events of many streams.</summary>
public abstract class MultiStreamProjection<TDoc, TId> : JasperFxMultiStreamProjectionBase<TDoc, TId, IDocumentOperations, IQuerySession>, IMartenRegistrable, IRunnable, IAggregation
    where TDoc : notnull where TId : notnull
{
    void IRunnable.AssertFits(StoreOptions options) => ProjectionChecks.AssertId(options.Mappings.For(typeof(TDoc)), typeof(TId));

    IProjectionRunner IRunnable.CreateRunner(DocumentStore store) => new MultiStreamRunner<TDoc, TId>(this, store);

    bool IAggregation.HasOwnSlicer => HasOwnSlicer;

    object? IAggregation.CreateAggregator(StoreOptions options) => null;

    /// <summary>Adds a projection that the container builds to the main store.</summary>
    public static void Register<TConcrete>(IServiceCollection services, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure)
        where TConcrete : class => ProjectionRegistration.Add<TConcrete>(services, lifecycle, lifetime, configure);

    /// <summary>Adds a projection that the container builds to an ancillary store.</summary>
    public static void Register<TConcrete, TStore>(IServiceCollection services, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure)
        where TConcrete : class where TStore : IDocumentStore => ProjectionRegistration.Add<TConcrete, TStore>(services, lifecycle, lifetime, configure);
}
