using JasperFx.Events.Projections;
using Marten.Engine.Events;
using Marten.Engine.Events.Daemon;
using Marten.Schema;

namespace Marten;

/// <summary>Operations on a whole store.</summary>
public class AdvancedOperations
{
    private readonly DocumentStore _store;

    internal AdvancedOperations(DocumentStore store, IEnumerable<IInitialData> initialData)
    {
        _store = store;
        InitialDataCollection = [.. initialData];
    }

    public IDocumentCleaner Clean => _store.Database;

    public ISerializer Serializer => _store.Settings.Serializer();

    public List<IInitialData> InitialDataCollection { get; }

    /// <summary>Deletes all documents and puts the initial data back.</summary>
    public async Task ResetAllData(CancellationToken cancellation = default)
    {
        await _store.Database.DeleteAllDocumentsAsync(cancellation).ConfigureAwait(false);
        foreach (var data in InitialDataCollection) await data.Populate(_store, cancellation).ConfigureAwait(false);
    }

    /// <summary>How many events and streams there are.</summary>
    public Task<Events.EventStoreStatistics> FetchEventStoreStatistics(string? tenantId = null, CancellationToken token = default) =>
        _store.Database.FetchEventStatisticsAsync(token);

    /// <summary>How far the shards of the background have got, and the high water mark.</summary>
    public Task<IReadOnlyList<ShardState>> AllProjectionProgress(string? tenantId = null, CancellationToken token = default) => new ProgressRows(_store).ReadAllAsync(token);

    /// <summary>How far a shard has got; 0 if it has never run.</summary>
    public async Task<long> ProjectionProgressFor(ShardName name, string? tenantId = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        return await new ProgressRows(_store).ReadAsync(name.Identity, token).ConfigureAwait(false) ?? 0;
    }

    /// <summary>
    /// Makes the stored document of one stream anew of its events, while nobody else can append to it. A document of the background is made of the events that
    /// the background has got to; a daemon that has read the same document for the page it works on, or of another process one that keeps documents
    /// (<see cref="JasperFx.Events.Projections.AsyncOptions.CacheLimitPerTenant"/>), goes on from what it has read.
    /// </summary>
    /// <exception cref="InvalidOperationException">No inline or asynchronous projection of single streams makes such documents.</exception>
    /// <exception cref="Exceptions.StreamLockedException">Somebody holds the stream for longer than a command may take.</exception>
    public Task RebuildSingleStreamAsync<T>(Guid id, CancellationToken token = default) where T : class =>
        RebuildSingleStreamAsync<T>(id, Engine.Sessions.Tenancy.DefaultTenantId, token);

    public Task RebuildSingleStreamAsync<T>(string id, CancellationToken token = default) where T : class =>
        RebuildSingleStreamAsync<T>(id, Engine.Sessions.Tenancy.DefaultTenantId, token);

    /// <summary>The same for a tenant's stream.</summary>
    public Task RebuildSingleStreamAsync<T>(Guid streamId, string tenantId, CancellationToken token = default) where T : class =>
        RebuildStreamAsync<T>(tenantId, events => events.Named(streamId), token);

    public Task RebuildSingleStreamAsync<T>(string streamKey, string tenantId, CancellationToken token = default) where T : class =>
        RebuildStreamAsync<T>(tenantId, events => events.Named(streamKey), token);

    private async Task RebuildStreamAsync<T>(string tenantId, Func<EventQueries, object> name, CancellationToken token) =>
        await new StreamRebuild(_store, _store.Shards.FindOfStreams(typeof(T))).RunAsync(_store.NormalizeTenant(tenantId), name, token).ConfigureAwait(false);

    public Task ResetHiloSequenceFloor<T>(long floor) => _store.Database.ResetHiloSequenceFloor<T>(floor);

    public Task ResetHiloSequenceFloor<T>(string tenantId, long floor) => _store.Database.ResetHiloSequenceFloor<T>(floor);

    /// <summary>Deletes the rows of one tenant from every table that has a tenant.</summary>
    public Task DeleteAllTenantDataAsync(string tenantId, CancellationToken token) => _store.Database.DeleteTenantAsync(_store.NormalizeTenant(tenantId), token);
}
