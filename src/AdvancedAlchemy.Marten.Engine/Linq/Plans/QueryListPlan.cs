using Marten.Engine.Sessions.Batching;
using Marten.Services.BatchQuerying;

namespace Marten;

/// <summary>A query for a list as an object, alone or in a batch.</summary>
public abstract class QueryListPlan<T> : IQueryPlan<IReadOnlyList<T>>, IBatchQueryPlan<IReadOnlyList<T>> where T : notnull
{
    /// <summary>The query, made of the session's documents.</summary>
    public abstract IQueryable<T> Query(IQuerySession session);

    Task<IReadOnlyList<T>?> IQueryPlan<IReadOnlyList<T>>.Fetch(IQuerySession session, CancellationToken token) => Query(session).ToListAsync(token)!;

    Task<IReadOnlyList<T>?> IBatchQueryPlan<IReadOnlyList<T>>.Fetch(IBatchedQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var batch = query as BatchedQuery ?? throw new InvalidCastException($"A {query.GetType().Name} is no batch of Marten's: begin with session.CreateBatchQuery()");
        return new BatchedRows<T>(batch, Query(batch.Parent)).ToList()!;
    }
}
