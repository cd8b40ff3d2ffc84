using JasperFx.Events.Daemon;

namespace JasperFx.Events.Aggregation;

/// <summary>Makes one document of each stream.</summary>
public abstract class JasperFxSingleStreamProjectionBase<TDoc, TId, TOperations, TQuerySession>
    : JasperFxAggregationProjectionBase<TDoc, TId, TOperations, TQuerySession>
    where TDoc : notnull where TId : notnull where TOperations : TQuerySession, IStorageOperations
{
    protected JasperFxSingleStreamProjectionBase() : base(AggregationScope.SingleStream)
    {
    }
}
