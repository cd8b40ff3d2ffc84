namespace Marten.Services.BatchQuerying;

/// <summary>A query of a batch after its Select.</summary>
public interface ITransformedBatchQueryable<TValue>
{
    Task<IReadOnlyList<TValue>> ToList();

    Task<TValue?> First();

    Task<TValue?> FirstOrDefault();

    Task<TValue?> Single();

    Task<TValue?> SingleOrDefault();
}
