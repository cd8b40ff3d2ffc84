using Marten.Engine.Sessions.Batching;
using Marten.Services.BatchQuerying;

namespace Marten;

public static partial class QueryableExtensions
{
    public static IBatchedOrderedQueryable<T> OrderBy<T>(this IBatchedQueryable<T> queryable, string property) where T : notnull =>
        Batched(queryable).Ordered(q => q.OrderBy(property));

    public static IBatchedOrderedQueryable<T> OrderBy<T>(this IBatchedQueryable<T> queryable, params string[] properties) where T : notnull =>
        Batched(queryable).Ordered(q => q.OrderBy(properties));

    public static IBatchedOrderedQueryable<T> OrderByDescending<T>(this IBatchedQueryable<T> queryable, string property) where T : notnull =>
        Batched(queryable).Ordered(q => q.OrderByDescending(property));

    public static IBatchedOrderedQueryable<T> ThenBy<T>(this IBatchedOrderedQueryable<T> queryable, string property) where T : notnull =>
        Batched(queryable).Ordered(q => ((IOrderedQueryable<T>)q).ThenBy(property));

    public static IBatchedOrderedQueryable<T> ThenByDescending<T>(this IBatchedOrderedQueryable<T> queryable, string property) where T : notnull =>
        Batched(queryable).Ordered(q => ((IOrderedQueryable<T>)q).ThenByDescending(property));

    private static BatchedQueryable<T> Batched<T>(IBatchedQueryable<T> queryable) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(queryable);
        return queryable as BatchedQueryable<T> ?? throw new ArgumentException($"{queryable.GetType().Name} is no query of a batch of Marten's", nameof(queryable));
    }
}
