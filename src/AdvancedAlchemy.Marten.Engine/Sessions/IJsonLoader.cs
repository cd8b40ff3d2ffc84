namespace Marten;

/// <summary>Loads the stored JSON of documents as it is.</summary>
public interface IJsonLoader
{
    Task<string?> FindByIdAsync<T>(object id, CancellationToken token = default) where T : class;

    Task<string?> FindByIdAsync<T>(string id, CancellationToken token = default) where T : class;

    Task<string?> FindByIdAsync<T>(int id, CancellationToken token = default) where T : class;

    Task<string?> FindByIdAsync<T>(long id, CancellationToken token = default) where T : class;

    Task<string?> FindByIdAsync<T>(Guid id, CancellationToken token = default) where T : class;

    Task<bool> StreamById<T>(object id, Stream destination, CancellationToken token = default) where T : class;

    Task<bool> StreamById<T>(int id, Stream destination, CancellationToken token = default) where T : class;

    Task<bool> StreamById<T>(long id, Stream destination, CancellationToken token = default) where T : class;

    Task<bool> StreamById<T>(string id, Stream destination, CancellationToken token = default) where T : class;

    Task<bool> StreamById<T>(Guid id, Stream destination, CancellationToken token = default) where T : class;
}
