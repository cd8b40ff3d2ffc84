using System.Linq.Expressions;

namespace Marten.Services.BatchQuerying;

/// <summary>What ends a query of a batch.</summary>
public interface IBatchedFetcher<T>
{
    Task<long> Count();

    Task<long> Count(Expression<Func<T, bool>> filter);

    Task<bool> Any();

    Task<bool> Any(Expression<Func<T, bool>> filter);

    Task<IReadOnlyList<T>> ToList();

    Task<T?> First();

    Task<T?> First(Expression<Func<T, bool>> filter);

    Task<T?> FirstOrDefault();

    Task<T?> FirstOrDefault(Expression<Func<T, bool>> filter);

    Task<T?> Single();

    Task<T?> Single(Expression<Func<T, bool>> filter);

    Task<T?> SingleOrDefault();

    Task<T?> SingleOrDefault(Expression<Func<T, bool>> filter);
}
