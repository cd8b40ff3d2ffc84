using JasperFx.Events.Aggregation;
using Marten.Engine.Events.Projections;

namespace Marten.Events.Projections;

/// <summary>Makes documents of the events of many streams.</summary>
public abstract class MultiStreamProjection<TDoc, TId> : JasperFxMultiStreamProjectionBase<TDoc, TId, IDocumentOperations, IQuerySession>, IRunnable, IAggregation
    where TDoc : notnull where TId : notnull
{
    void IRunnable.AssertFits(StoreOptions options) => ProjectionChecks.AssertId(options.Mappings.For(typeof(TDoc)), typeof(TId));

    IProjectionRunner IRunnable.CreateRunner(DocumentStore store) => new MultiStreamRunner<TDoc, TId>(this, store);

    object? IAggregation.CreateAggregator(StoreOptions options) => null;
}
