using Marten.Engine.Documents;
using Marten.Engine.Sessions;

namespace Marten.Internal.Sessions;

public partial class QuerySession
{
    public Task<T?> LoadAsync<T>(string id, CancellationToken token = default) where T : notnull => LoadTyped<T, string>(id, token);

    public Task<T?> LoadAsync<T>(int id, CancellationToken token = default) where T : notnull =>
        Core.Store.Storages.For<T>() is DocumentStorage<T, int> exact ? exact.LoadAsync(this, id, token) : LoadTyped<T, int>(id, token);

    public Task<T?> LoadAsync<T>(long id, CancellationToken token = default) where T : notnull => LoadTyped<T, long>(id, token);

    public Task<T?> LoadAsync<T>(Guid id, CancellationToken token = default) where T : notnull => LoadTyped<T, Guid>(id, token);

    public Task<T?> LoadAsync<T>(object id, CancellationToken token = default) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(id);
        return Core.Store.Storages.For<T>().LoadAsync(this, id, token);
    }

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(params string[] ids) where T : notnull => LoadMany<T>(ids, default);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(IEnumerable<string> ids) where T : notnull => LoadMany<T>(ids.ToArray(), default);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(params Guid[] ids) where T : notnull => LoadMany<T>(ids, default);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(IEnumerable<Guid> ids) where T : notnull => LoadMany<T>(ids.ToArray(), default);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(params int[] ids) where T : notnull => LoadMany<T>(ids, default);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(IEnumerable<int> ids) where T : notnull => LoadMany<T>(ids.ToArray(), default);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(params long[] ids) where T : notnull => LoadMany<T>(ids, default);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(IEnumerable<long> ids) where T : notnull => LoadMany<T>(ids.ToArray(), default);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, params string[] ids) where T : notnull => LoadMany<T>(ids, token);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, IEnumerable<string> ids) where T : notnull => LoadMany<T>(ids.ToArray(), token);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, params Guid[] ids) where T : notnull => LoadMany<T>(ids, token);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, IEnumerable<Guid> ids) where T : notnull => LoadMany<T>(ids.ToArray(), token);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, params int[] ids) where T : notnull => LoadMany<T>(ids, token);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, IEnumerable<int> ids) where T : notnull => LoadMany<T>(ids.ToArray(), token);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, params long[] ids) where T : notnull => LoadMany<T>(ids, token);

    public Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, IEnumerable<long> ids) where T : notnull => LoadMany<T>(ids.ToArray(), token);

    public Task<bool> CheckExistsAsync<T>(int id, CancellationToken token = default) where T : notnull => Exists<T>(id, token);

    public Task<bool> CheckExistsAsync<T>(long id, CancellationToken token = default) where T : notnull => Exists<T>(id, token);

    public Task<bool> CheckExistsAsync<T>(Guid id, CancellationToken token = default) where T : notnull => Exists<T>(id, token);

    public Task<bool> CheckExistsAsync<T>(string id, CancellationToken token = default) where T : notnull => Exists<T>(id, token);

    public Task<bool> CheckExistsAsync<T>(object id, CancellationToken token = default) where T : notnull => Exists<T>(id, token);

    private Task<T?> LoadTyped<T, TId>(TId id, CancellationToken token) where T : notnull where TId : notnull
    {
        // A null string is the one id that can be missing here; the server would say so less clearly.
        if (id is null) throw new InvalidOperationException("Parameter '$1' must have either its NpgsqlDbType or its DataTypeName or its Value set.");
        var storage = Core.Store.Storages.For<T>();
        return storage is DocumentStorage<T, TId> exact ? exact.LoadAsync(this, id, token) : storage.LoadAsync(this, id, token);
    }

    private Task<IReadOnlyList<T>> LoadMany<T>(Array ids, CancellationToken token) where T : notnull =>
        Core.Store.Storages.For<T>().LoadManyAsync(this, ids, token);

    private Task<bool> Exists<T>(object id, CancellationToken token) where T : notnull
    {
        var storage = Core.Store.Storages.For<T>();
        var command = IdCommand.For(storage, this, "select exists(select 1", id, ")");
        return ReadAsync(storage, command, 0, static async (reader, _, token) =>
            await reader.ReadAsync(token).ConfigureAwait(false) && reader.GetBoolean(0), token);
    }
}
