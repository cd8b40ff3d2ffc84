using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marten.Engine.Hosting;

/// <summary>Prepares a store when the host starts: late configuration, schema, initial data.</summary>
internal sealed class MartenActivator(IServiceProvider services, StartupPlan plan, Func<IServiceProvider, DocumentStore> find, bool isMain) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var store = find(services);
        if (isMain)
        {
            foreach (var late in services.GetServices<IAsyncConfigureMarten>()) await late.Configure(store.Settings, cancellationToken).ConfigureAwait(false);
        }

        if (plan.AppliesChanges) await store.Database.ApplyAllConfiguredChangesToDatabaseAsync(ct: cancellationToken).ConfigureAwait(false);
        if (plan.AssertsDatabase) await store.Database.AssertDatabaseMatchesConfigurationAsync(cancellationToken).ConfigureAwait(false);
        foreach (var data in store.Advanced.InitialDataCollection) await data.Populate(store, cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
