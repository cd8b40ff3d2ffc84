using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Grouping;
using JasperFx.Events.Projections;
using Marten.Engine.Events;
using Marten.Engine.Events.Aggregation;
using Marten.Engine.Events.Projections;
using Marten.Events.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Marten.Events.Aggregation;

/// <summary>Makes one document of each stream.</summary>
public class SingleStreamProjection<TDoc, TId> : JasperFxSingleStreamProjectionBase<TDoc, TId, IDocumentOperations, IQuerySession>, IMartenRegistrable, IRunnable, IAggregation
    where TDoc : notnull where TId : notnull
{
    public override IEventSlicer BuildSlicer(IQuerySession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var isTenanted = ((QuerySession)session).Core.Store.Storages.For(typeof(TDoc)).IsTenanted;
        return new TenantedEventSlicer<TDoc, TId>(new ByStream<TDoc, TId>()) { ForceSingleTenancy = !isTenanted, TenantId = session.TenantId };
    }

    void IRunnable.AssertFits(StoreOptions options)
    {
        var mapping = options.Mappings.For(typeof(TDoc));
        ProjectionChecks.AssertId(mapping, typeof(TId));
        var stream = options.EventGraph.StreamIdentity == StreamIdentity.AsGuid ? typeof(Guid) : typeof(string);
        if (AggregateId<TId>.StoredType != stream)
        {
            throw new InvalidProjectionException(
                $"Id type mismatch. The stream identity type is {stream.FullName}, but the aggregate document {typeof(TDoc).FullName} id type is {typeof(TId).FullName}");
        }

        if (EventSchema.IsTenanted(options.EventGraph) && mapping.TenancyStyle != options.EventGraph.TenancyStyle)
        {
            throw new InvalidProjectionException(
                $"Tenancy storage style mismatch between the events ({options.EventGraph.TenancyStyle}) and the aggregate type {typeof(TDoc).FullName} ({mapping.TenancyStyle})");
        }
    }

    IProjectionRunner IRunnable.CreateRunner(DocumentStore store) => new SingleStreamRunner<TDoc, TId>(this, store);

    bool IAggregation.HasOwnSlicer => HasOwnSlicer;

    object IAggregation.CreateAggregator(StoreOptions options) =>
        new Aggregator<TDoc, TId>(this, Lifecycle, IdentityMember<TDoc, TId>.Of(options.Mappings.Peek(typeof(TDoc))?.IdMember));

    /// <summary>Adds a projection that the container builds to the main store.</summary>
    public static void Register<TConcrete>(IServiceCollection services, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure)
        where TConcrete : class => ProjectionRegistration.Add<TConcrete>(services, lifecycle, lifetime, configure);

    /// <summary>Adds a projection that the container builds to an ancillary store.</summary>
    public static void Register<TConcrete, TStore>(IServiceCollection services, ProjectionLifecycle lifecycle, ServiceLifetime lifetime, Action<ProjectionBase>? configure)
        where TConcrete : class where TStore : IDocumentStore => ProjectionRegistration.Add<TConcrete, TStore>(services, lifecycle, lifetime, configure);
}
