using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten.Subscriptions;
using Microsoft.Extensions.DependencyInjection;

namespace Marten.Engine.Events.Daemon;

/// <summary>A subscription that is made for each page, with services of a scope of its own.</summary>
internal sealed class ScopedSubscription<T>(IServiceProvider services) : ISubscription where T : class, ISubscription
{
    public async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        var scope = services.CreateAsyncScope();
        try
        {
            var listener = await scope.ServiceProvider.GetRequiredService<T>().ProcessEventsAsync(page, controller, operations, cancellationToken).ConfigureAwait(false);
            if (listener is null or NullChangeListener)
            {
                await scope.DisposeAsync().ConfigureAwait(false);
                return NullChangeListener.Instance;
            }

            return new ScopedListener(listener, scope);
        }
        catch
        {
            await scope.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
