using Marten.Services.BatchQuerying;

namespace Marten.Engine.Sessions.Batching;

/// <summary>Documents of a batch, by their ids.</summary>
internal sealed class BatchedLoads<T>(BatchedQuery batch) : IBatchLoadByKeys<T> where T : class
{
    public Task<IReadOnlyList<T>> ById<TKey>(params TKey[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var storage = batch.Parent.Core.Store.Storages.For<T>();
        var found = new List<T>(keys.Length);
        return batch.Add<object?, IReadOnlyList<T>>(storage, storage.LoadManyCommand(batch.Parent, keys, found), null, async (reader, _, token) =>
        {
            var selector = storage.SelectorFor(batch.Parent);
            while (await reader.ReadAsync(token).ConfigureAwait(false)) found.Add(selector.Read(reader, 0, batch.Parent));
            return found;
        }, found);
    }

    public Task<IReadOnlyList<T>> ByIdList<TKey>(IEnumerable<TKey> keys) => ById([.. keys]);
}
