using JasperFx.Events.Daemon;
using Marten.Engine.Hosting;
using Microsoft.Extensions.Hosting;

namespace Marten.Events;

public static partial class TestingExtensions
{
    /// <summary>Gets everything that runs in the background to the end of the events, here and now.</summary>
    /// <returns>What failed.</returns>
    public static Task<IReadOnlyList<Exception>> ForceAllMartenDaemonActivityToCatchUpAsync(
        this IHost host, CancellationToken cancellation, CatchUpMode mode = CatchUpMode.AndResumeNormally)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.ForceAllMartenDaemonActivityToCatchUpAsync(cancellation, mode);
    }

    public static Task<IReadOnlyList<Exception>> ForceAllMartenDaemonActivityToCatchUpAsync(
        this IServiceProvider services, CancellationToken cancellation, CatchUpMode mode = CatchUpMode.AndResumeNormally) =>
        CatchUpAsync(Coordinators.All(services), cancellation, mode);

    /// <summary>The same for an ancillary store.</summary>
    public static Task<IReadOnlyList<Exception>> ForceAllMartenDaemonActivityToCatchUpAsync<T>(
        this IHost host, CancellationToken cancellation, CatchUpMode mode = CatchUpMode.AndResumeNormally) where T : class, IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.ForceAllMartenDaemonActivityToCatchUpAsync<T>(cancellation, mode);
    }

    public static Task<IReadOnlyList<Exception>> ForceAllMartenDaemonActivityToCatchUpAsync<T>(
        this IServiceProvider services, CancellationToken cancellation, CatchUpMode mode = CatchUpMode.AndResumeNormally) where T : class, IDocumentStore =>
        CatchUpAsync([Coordinators.Of<T>(services)], cancellation, mode);

    private static async Task<IReadOnlyList<Exception>> CatchUpAsync(IReadOnlyList<IProjectionCoordinator> coordinators, CancellationToken cancellation, CatchUpMode mode)
    {
        var failures = new List<Exception>();
        foreach (var coordinator in coordinators)
        {
            await coordinator.PauseAsync().ConfigureAwait(false);
            try
            {
                foreach (var daemon in await coordinator.AllDaemonsAsync().ConfigureAwait(false)) await daemon.CatchUpAsync(cancellation).ConfigureAwait(false);
            }
            catch (AggregateException e)
            {
                failures.AddRange(e.InnerExceptions);
            }
            finally
            {
                if (mode == CatchUpMode.AndResumeNormally) await coordinator.ResumeAsync().ConfigureAwait(false);
            }
        }

        return failures;
    }
}
