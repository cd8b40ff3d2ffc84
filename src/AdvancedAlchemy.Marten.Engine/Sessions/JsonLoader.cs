using Marten.Engine.Serialization;

namespace Marten.Engine.Sessions;

/// <summary>Loads stored JSON as it is.</summary>
internal sealed class JsonLoader(QuerySession session) : IJsonLoader
{
    public Task<string?> FindByIdAsync<T>(string id, CancellationToken token = default) where T : class => FindByIdAsync<T>((object)id, token);

    public Task<string?> FindByIdAsync<T>(int id, CancellationToken token = default) where T : class => FindByIdAsync<T>((object)id, token);

    public Task<string?> FindByIdAsync<T>(long id, CancellationToken token = default) where T : class => FindByIdAsync<T>((object)id, token);

    public Task<string?> FindByIdAsync<T>(Guid id, CancellationToken token = default) where T : class => FindByIdAsync<T>((object)id, token);

    public Task<string?> FindByIdAsync<T>(object id, CancellationToken token = default) where T : class
    {
        var storage = session.Core.Store.Storages.For<T>();
        return session.ReadAsync(storage, IdCommand.For(storage, session, "select d.data", id), 0, static async (reader, _, token) =>
            await reader.ReadAsync(token).ConfigureAwait(false) ? reader.GetString(0) : null, token);
    }

    public Task<bool> StreamById<T>(string id, Stream destination, CancellationToken token = default) where T : class => StreamById<T>((object)id, destination, token);

    public Task<bool> StreamById<T>(int id, Stream destination, CancellationToken token = default) where T : class => StreamById<T>((object)id, destination, token);

    public Task<bool> StreamById<T>(long id, Stream destination, CancellationToken token = default) where T : class => StreamById<T>((object)id, destination, token);

    public Task<bool> StreamById<T>(Guid id, Stream destination, CancellationToken token = default) where T : class => StreamById<T>((object)id, destination, token);

    public Task<bool> StreamById<T>(object id, Stream destination, CancellationToken token = default) where T : class
    {
        var storage = session.Core.Store.Storages.For<T>();
        return session.ReadAsync(storage, IdCommand.For(storage, session, "select d.data", id), destination, static async (reader, destination, token) =>
        {
            if (!await reader.ReadAsync(token).ConfigureAwait(false)) return false;
            await using var json = JsonReading.OpenStream(reader, 0);
            await json.CopyToAsync(destination, token).ConfigureAwait(false);
            return true;
        }, token);
    }
}
