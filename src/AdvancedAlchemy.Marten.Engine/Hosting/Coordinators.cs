using JasperFx.Events.Daemon;
using Microsoft.Extensions.DependencyInjection;

namespace Marten.Engine.Hosting;

/// <summary>The coordinators of a host.</summary>
internal static class Coordinators
{
    /// <summary>Those of all stores that have a daemon.</summary>
    /// <exception cref="InvalidOperationException">No store has.</exception>
    internal static IReadOnlyList<IProjectionCoordinator> All(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        IProjectionCoordinator[] found = [.. services.GetServices<Events.Daemon.ProjectionCoordinator>()];
        return found.Length > 0 ? found : throw new InvalidOperationException("No daemon is registered. Use AddMarten(...).AddAsyncDaemon(...)");
    }

    internal static IProjectionCoordinator Of<T>(IServiceProvider services) where T : class, IDocumentStore =>
        services.GetRequiredService<Marten.Events.Daemon.Coordination.IProjectionCoordinator<T>>();
}
