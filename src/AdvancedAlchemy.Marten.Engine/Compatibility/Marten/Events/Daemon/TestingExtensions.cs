using Marten.Engine;
using Marten.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marten.Events;

/// <summary>Waits for what runs in the background.</summary>
public static partial class TestingExtensions
{
    /// <summary>Waits until all projections of the background have got as far as the events go now, wherever they run.</summary>
    /// <exception cref="TimeoutException">They have not.</exception>
    public static Task WaitForNonStaleProjectionDataAsync(this IDocumentStore store, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Storage.Database.WaitForNonStaleProjectionDataAsync(timeout);
    }

    public static async Task WaitForNonStaleProjectionDataAsync(this IDocumentStore store, string tenantIdOrDatabaseName, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(store);
        var database = await store.Storage.FindOrCreateDatabase(tenantIdOrDatabaseName).ConfigureAwait(false);
        await database.WaitForNonStaleProjectionDataAsync(timeout).ConfigureAwait(false);
    }

    public static Task WaitForNonStaleProjectionDataAsync(this IMartenDatabase database, TimeSpan timeout) =>
        EngineDatabase.Of(database).WaitForShardsAsync(null, timeout, CancellationToken.None);

    /// <summary>The same for the projections that make documents of a type.</summary>
    public static Task WaitForNonStaleProjectionDataAsync(this IMartenDatabase database, Type aggregationType, TimeSpan timeout, CancellationToken token) =>
        EngineDatabase.Of(database).WaitForShardsAsync(aggregationType, timeout, token);

    public static Task WaitForNonStaleProjectionDataAsync(this IHost host, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.GetRequiredService<IDocumentStore>().WaitForNonStaleProjectionDataAsync(timeout);
    }

    public static Task WaitForNonStaleProjectionDataAsync(this IHost host, string tenantIdOrDatabaseName, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.GetRequiredService<IDocumentStore>().WaitForNonStaleProjectionDataAsync(tenantIdOrDatabaseName, timeout);
    }

    public static Task WaitForNonStaleProjectionDataAsync<T>(this IHost host, TimeSpan timeout) where T : class, IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.GetRequiredService<T>().WaitForNonStaleProjectionDataAsync(timeout);
    }
}
