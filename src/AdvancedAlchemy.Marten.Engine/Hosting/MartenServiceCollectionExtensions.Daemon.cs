using JasperFx.Events.Daemon;
using Marten.Engine.Events.Daemon;
using Marten.Engine.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace Marten;

public static partial class MartenServiceCollectionExtensions
{
    public partial class MartenConfigurationExpression
    {
        /// <summary>Runs projections and subscriptions of the background with the host.</summary>
        public MartenConfigurationExpression AddAsyncDaemon(DaemonMode mode)
        {
            Services.ConfigureMarten(o => o.Projections.AsyncMode = mode);
            if (mode == DaemonMode.Disabled || Services.Any(d => d.ServiceType == typeof(IProjectionCoordinator))) return this;
            Services.AddSingleton<IProjectionCoordinator>(s => new ProjectionCoordinator((DocumentStore)s.GetRequiredService<IDocumentStore>(), DaemonLogger(s)));
            AddCoordinator(Services, s => (ProjectionCoordinator)s.GetRequiredService<IProjectionCoordinator>());
            return this;
        }
    }

    public partial class MartenStoreExpression<T>
    {
        /// <summary>Runs projections and subscriptions of the background with the host.</summary>
        public MartenStoreExpression<T> AddAsyncDaemon(DaemonMode mode)
        {
            Services.ConfigureMarten<T>(o => o.Projections.AsyncMode = mode);
            if (mode == DaemonMode.Disabled || Services.Any(d => d.ServiceType == typeof(Events.Daemon.Coordination.IProjectionCoordinator<T>))) return this;
            Services.AddSingleton<Events.Daemon.Coordination.IProjectionCoordinator<T>>(
                s => new ProjectionCoordinator<T>(((AncillaryStore)(object)s.GetRequiredService<T>()).Store, DaemonLogger(s)));
            AddCoordinator(Services, s => (ProjectionCoordinator<T>)s.GetRequiredService<Events.Daemon.Coordination.IProjectionCoordinator<T>>());
            return this;
        }
    }

    // Hosted services start in the order in which they were added: what a store needs at its start is there by then.
    private static void AddCoordinator(IServiceCollection services, Func<IServiceProvider, ProjectionCoordinator> find)
    {
        services.AddSingleton(find);
        services.AddSingleton<IHostedService>(find);
    }

    private static ILogger DaemonLogger(IServiceProvider services) => services.GetService<ILogger<IProjectionCoordinator>>() ?? (ILogger)NullLogger.Instance;
}
