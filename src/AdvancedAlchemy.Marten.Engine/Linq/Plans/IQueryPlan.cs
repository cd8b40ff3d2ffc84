namespace Marten;

/// <summary>A query as an object, for reuse: anything that can be asked of a session.</summary>
public interface IQueryPlan<T>
{
    Task<T?> Fetch(IQuerySession session, CancellationToken token);
}
