using Marten.Services.BatchQuerying;

namespace Marten;

/// <summary>A query as an object, for use in batches.</summary>
public interface IBatchQueryPlan<T>
{
    Task<T?> Fetch(IBatchedQuery query);
}
