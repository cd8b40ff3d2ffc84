using JasperFx.Events.Daemon;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marten;

public static partial class HostExtensions
{
    /// <summary>The store of this host.</summary>
    public static IDocumentStore DocumentStore(this IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.DocumentStore();
    }

    public static IDocumentStore DocumentStore(this IServiceProvider services) => services.GetRequiredService<IDocumentStore>();

    /// <summary>An ancillary store of this host.</summary>
    public static T DocumentStore<T>(this IHost host) where T : class, IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.DocumentStore<T>();
    }

    public static T DocumentStore<T>(this IServiceProvider services) where T : class, IDocumentStore => services.GetRequiredService<T>();

    /// <summary>Deletes all documents and events of the store.</summary>
    public static Task CleanAllMartenDataAsync(this IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.CleanAllMartenDataAsync();
    }

    public static Task CleanAllMartenDataAsync(this IServiceProvider services) => CleanAsync(services.DocumentStore());

    /// <summary>The same for an ancillary store.</summary>
    public static Task CleanAllMartenDataAsync<T>(this IHost host) where T : class, IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.CleanAllMartenDataAsync<T>();
    }

    public static Task CleanAllMartenDataAsync<T>(this IServiceProvider services) where T : class, IDocumentStore => CleanAsync(services.DocumentStore<T>());

    /// <summary>Deletes all documents and events of the store and puts its initial data back, while nothing runs in its background.</summary>
    public static Task ResetAllMartenDataAsync(this IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.ResetAllMartenDataAsync();
    }

    public static Task ResetAllMartenDataAsync(this IServiceProvider services) =>
        ResetAsync(services.DocumentStore(), services.GetService<Events.Daemon.Coordination.IProjectionCoordinator>());

    /// <summary>The same for an ancillary store.</summary>
    public static Task ResetAllMartenDataAsync<T>(this IHost host) where T : class, IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.ResetAllMartenDataAsync<T>();
    }

    public static Task ResetAllMartenDataAsync<T>(this IServiceProvider services) where T : class, IDocumentStore =>
        ResetAsync(services.DocumentStore<T>(), services.GetService<Events.Daemon.Coordination.IProjectionCoordinator<T>>());

    private static async Task CleanAsync(IDocumentStore store)
    {
        await store.Advanced.Clean.DeleteAllDocumentsAsync().ConfigureAwait(false);
        await CleanEventsAsync(store).ConfigureAwait(false);
    }

    // A store that has nothing to do with events has no tables for them.
    private static Task CleanEventsAsync(IDocumentStore store) =>
        store.Options is StoreOptions { EventGraph.IsActive: true } ? store.Advanced.Clean.DeleteAllEventDataAsync() : Task.CompletedTask;

    private static async Task ResetAsync(IDocumentStore store, IProjectionCoordinator? coordinator)
    {
        if (coordinator is not null) await coordinator.PauseAsync().ConfigureAwait(false);
        try
        {
            await CleanEventsAsync(store).ConfigureAwait(false);
            await store.Advanced.ResetAllData().ConfigureAwait(false);
        }
        finally
        {
            if (coordinator is not null) await coordinator.ResumeAsync().ConfigureAwait(false);
        }
    }
}
