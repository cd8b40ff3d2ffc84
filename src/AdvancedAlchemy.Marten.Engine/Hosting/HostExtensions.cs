using JasperFx.Events.Daemon;
using Marten.Engine.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marten;

/// <summary>What can be done with the stores of a host.</summary>
public static partial class HostExtensions
{
    /// <summary>Stops everything that runs in the background of this host, until it is resumed.</summary>
    public static Task PauseAllDaemonsAsync(this IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.PauseAllDaemonsAsync();
    }

    public static async Task PauseAllDaemonsAsync(this IServiceProvider services)
    {
        foreach (var coordinator in Coordinators.All(services)) await coordinator.PauseAsync().ConfigureAwait(false);
    }

    /// <summary>The same for an ancillary store.</summary>
    public static Task PauseAllDaemonsAsync<T>(this IHost host) where T : class, IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.PauseAllDaemonsAsync<T>();
    }

    public static Task PauseAllDaemonsAsync<T>(this IServiceProvider services) where T : class, IDocumentStore => Coordinators.Of<T>(services).PauseAsync();

    public static async Task ResumeAllDaemonsAsync(this IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        foreach (var coordinator in Coordinators.All(host.Services)) await coordinator.ResumeAsync().ConfigureAwait(false);
    }

    /// <summary>Has the daemon run in this process whatever others do, as tests want it: no other one is waited for.</summary>
    public static IServiceCollection MartenDaemonModeIsSolo(this IServiceCollection services) =>
        services.ConfigureMarten(static o => o.Projections.AsyncMode = DaemonMode.Solo);
}
