using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using JasperFx.Events.Subscriptions;

namespace Marten.Subscriptions;

/// <summary>A subscription that says itself how it is to run.</summary>
public abstract class SubscriptionBase : JasperFxSubscriptionBase<IDocumentOperations, IQuerySession, ISubscription>, ISubscription
{
    protected SubscriptionBase()
    {
    }

    public abstract Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken);
}
