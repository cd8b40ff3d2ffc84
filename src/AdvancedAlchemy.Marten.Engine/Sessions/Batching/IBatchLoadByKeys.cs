namespace Marten.Services.BatchQuerying;

/// <summary>Loads documents by their ids.</summary>
public interface IBatchLoadByKeys<TDoc> where TDoc : class
{
    Task<IReadOnlyList<TDoc>> ById<TKey>(params TKey[] keys);

    Task<IReadOnlyList<TDoc>> ByIdList<TKey>(IEnumerable<TKey> keys);
}
