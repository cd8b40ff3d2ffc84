using Marten.Internal;
using Marten.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marten.Engine.Hosting;

/// <summary>Builds a store's options from what was registered, in the order of registration.</summary>
internal static class StoreBuilder
{
    internal static StoreOptions Configure<TConfigure>(IServiceProvider services, StoreOptions options) where TConfigure : IConfigureMarten
    {
        options.Services = services;
        foreach (var configuration in services.GetServices<TConfigure>())
        {
            // The main store must not pick up what is meant for an ancillary one.
            if (typeof(TConfigure) == typeof(IConfigureMarten) && IsAncillary(configuration)) continue;
            configuration.Configure(services, options);
        }

        options.HostLoggers = services.GetService<ILoggerFactory>();
        if (options.Logger() is Configuration.NulloMartenLogger && services.GetService<ILogger<IDocumentStore>>() is { } logger)
        {
            options.Logger(new HostMartenLogger(logger));
        }

        return options;
    }

    internal static IEnumerable<IInitialData> InitialData(IServiceProvider services, StartupPlan plan) => plan.InitialData.Select(d => d(services));

    private static bool IsAncillary(object configuration) =>
        configuration.GetType().GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConfigureMarten<>));
}
