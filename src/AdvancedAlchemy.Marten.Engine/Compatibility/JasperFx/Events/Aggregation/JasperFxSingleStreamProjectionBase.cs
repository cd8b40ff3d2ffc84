using JasperFx.Events.Daemon;
using JasperFx.Events.Grouping;

namespace JasperFx.Events.Aggregation;

/// <summary>Makes one document of each stream.</summary>
public abstract class JasperFxSingleStreamProjectionBase<TDoc, TId, TOperations, TQuerySession>
    : JasperFxAggregationProjectionBase<TDoc, TId, TOperations, TQuerySession>
    where TDoc : notnull where TId : notnull where TOperations : TQuerySession, IStorageOperations
{
    protected JasperFxSingleStreamProjectionBase() : base(AggregationScope.SingleStream)
    {
    }

    /// <summary>What divides the events of a page by their streams.</summary>
    public override IEventSlicer BuildSlicer(TQuerySession session) => new TenantedEventSlicer<TDoc, TId>(new ByStream<TDoc, TId>());
}
